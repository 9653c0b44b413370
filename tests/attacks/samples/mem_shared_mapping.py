"""Fills anonymous shared mappings, which the limit on data does not count.

kata: numpy, appended
verdict: memory, error
"""

import mmap


def forward(params, x):
    hoard = []
    while True:
        hoard.append(mmap.mmap(-1, 1 << 24))
        hoard[-1].write(b"x" * (1 << 24))
