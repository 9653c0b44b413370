"""Makes namespaces of its own to be root in: a user, a mount, a network, a process namespace.

kata: numpy, appended
verdict: passed
kernel: only
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)
for name, flag in {
    "user": 0x10000000,
    "mount": 0x20000,
    "net": 0x40000000,
    "pid": 0x20000000,
    "ipc": 0x8000000,
}.items():
    if libc.unshare(flag) == 0:
        print("LEAK: a namespace for", name)
