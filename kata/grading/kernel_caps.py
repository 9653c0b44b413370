"""Capabilities of the Linux kernel: a worker gives up all of them, also where it runs as root."""

import ctypes
import os
from typing import Final

from kata.grading.kernel_errors import LIBC, LayerError

_PR_CAPBSET_READ: Final = 23
_PR_CAPBSET_DROP: Final = 24
_VERSION_3: Final = 0x20080522
_WORDS: Final = 6  # effective, permitted, inheritable; each for the lower and the upper half


def drop_capabilities() -> None:
    """Give up every capability of this process, and of whatever it may run; raises `LayerError`."""
    capability = 0
    while LIBC.prctl(_PR_CAPBSET_READ, capability, 0, 0, 0) >= 0:
        # Who may not drop from the bounding set has no capabilities that a program could give back.
        LIBC.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)
        capability += 1
    header = (ctypes.c_uint32 * 2)(_VERSION_3, 0)
    nothing = (ctypes.c_uint32 * _WORDS)()
    if LIBC.capset(header, nothing) != 0:
        raise LayerError("capabilities", os.strerror(ctypes.get_errno()))
