"""Reads another process's memory by the call made for it, and takes one of its descriptors.

kata: numpy, appended
verdict: passed
kernel: only
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
buffer = ctypes.create_string_buffer(64)


class Vector(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


here = Vector(ctypes.addressof(buffer), 64)
there = Vector(id(os), 64)  # a fork has the same addresses as its parent
if libc.process_vm_readv(os.getppid(), ctypes.byref(here), 1, ctypes.byref(there), 1, 0) > 0:
    print("LEAK: the parent's memory")
if hasattr(os, "pidfd_open") and os.uname().machine == "x86_64":
    try:
        handle = os.pidfd_open(CANARY["judge"])
        for number in range(3, 32):
            if libc.syscall(438, handle, number, 0) >= 0:
                print("LEAK: descriptor", number)
    except OSError:
        pass
