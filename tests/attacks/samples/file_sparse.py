"""Makes a file that claims to be a terabyte long, and one that reserves as much.

kata: numpy, appended
verdict: error, crashed
"""

import os


def forward(params, x):
    descriptor = os.open("sparse", os.O_CREAT | os.O_RDWR)
    try:
        os.ftruncate(descriptor, 1 << 40)
    finally:
        os.posix_fallocate(descriptor, 0, 1 << 40)
