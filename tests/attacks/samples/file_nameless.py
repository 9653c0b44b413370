"""Fills the disk by files that have no name any more, which no walk through the folder finds.

kata: numpy, appended
verdict: crashed, error
says: MB of files
seconds: 20
"""

import os


def forward(params, x):
    hoard, block = [], bytes(1 << 20)
    for _ in range(40):
        hoard.append(open("gone", "wb"))
        os.unlink("gone")
        for _ in range(64):
            hoard[-1].write(block)
