"""Reads address 8 through ctypes.

kata: numpy, appended
verdict: crashed
says: SIGSEGV
"""

import ctypes


def forward(params, x):
    return ctypes.string_at(8, 8)
