"""Makes a process by the bare calls clone and clone3, which no library wraps.

kata: numpy, appended
verdict: passed, error, crashed
"""

import ctypes
import os
import time

libc = ctypes.CDLL(None, use_errno=True)
if os.uname().machine == "x86_64":
    for arguments in ((56, 17, 0, 0, 0, 0), (435, bytes(64), 64), (57,), (58,)[:0]):
        if arguments and libc.syscall(*arguments) == 0 and os.getpid() != os.getsid(0):
            time.sleep(3600)
