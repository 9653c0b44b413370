"""Attaches to its parent, and opens its memory and what /proc says of it.

kata: numpy, appended
verdict: passed
kernel: only
"""

import ctypes
import os

PTRACE_SEIZE = 0x4206
libc = ctypes.CDLL(None, use_errno=True)
for pid in (os.getppid(), CANARY["judge"], CANARY["bystander"]):
    if libc.ptrace(PTRACE_SEIZE, pid, None, None) == 0:
        print("LEAK: traces", pid)
    for name, mode in (("mem", "r+b"), ("maps", "rb"), ("environ", "rb"), ("cmdline", "rb")):
        try:
            with open(f"/proc/{pid}/{name}", mode) as file:
                file.read(1)
                print("LEAK: opened", name, "of", pid)
        except OSError:
            pass
