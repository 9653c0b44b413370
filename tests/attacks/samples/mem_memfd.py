"""Puts its memory where no limit of the process sees it: anonymous files.

kata: numpy, appended
verdict: error, memory
kernel: only
"""

import os


def forward(params, x):
    descriptors = [os.memfd_create(f"hoard-{number}") for number in range(8)]
    for descriptor in descriptors:
        os.write(descriptor, bytes(1 << 24))
    print("LEAK: 128 MB of anonymous files")
    return x[:, :1]
