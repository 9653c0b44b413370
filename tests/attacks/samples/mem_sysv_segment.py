"""Makes a System V segment, which outlives every process.

kata: numpy, appended
verdict: passed
kernel: only
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)
if libc.shmget(CANARY["sysv"], 1 << 20, 0o1600) >= 0:
    print("LEAK: a segment")
