"""Tries the other doors to a signal: tgkill, rt_sigqueueinfo, a pidfd, fcntl's owner of a pipe.

kata: numpy, appended
verdict: passed
kernel: only
"""

import ctypes
import fcntl
import os
import signal

libc = ctypes.CDLL(None, use_errno=True)
victim = CANARY["bystander"]
NUMBERS = {"tgkill": 234, "tkill": 200, "rt_sigqueueinfo": 129}  # x86-64; elsewhere other calls, as harmless
if os.uname().machine == "x86_64":
    for name, number in NUMBERS.items():
        arguments = (victim, victim, signal.SIGKILL) if name == "tgkill" else (victim, signal.SIGKILL, bytes(128))
        if libc.syscall(number, *arguments) == 0:
            print("LEAK:", name)
try:
    signal.pidfd_send_signal(os.pidfd_open(victim), signal.SIGKILL)
    print("LEAK: pidfd")
except OSError:
    pass
try:
    reading, writing = os.pipe()
    fcntl.fcntl(reading, fcntl.F_SETOWN, victim)
    fcntl.fcntl(reading, 10, signal.SIGKILL)  # F_SETSIG
    fcntl.fcntl(reading, fcntl.F_SETFL, fcntl.fcntl(reading, fcntl.F_GETFL) | os.O_ASYNC)
    os.write(writing, b"x")
except OSError:
    pass
