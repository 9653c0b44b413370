"""Answers a call with a header that is nested a hundred thousand deep.

kata: numpy, appended
verdict: crashed
says: channel
"""

import os
import struct


def forward(params, x):
    nest = b"\x91" * 100_000 + b"\xc0"
    frame = struct.pack("<4sIQ", b"KAT1", len(nest), 0) + nest
    for descriptor in range(3, 256):
        try:
            os.write(descriptor, frame)
        except OSError:
            pass
    return np.zeros((len(x), 1))
