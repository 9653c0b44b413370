"""Sends SIGKILL to itself, which looks like the kernel's out-of-memory killer.

kata: numpy, appended
verdict: crashed
says: SIGKILL
"""

import os
import signal


def gradients(params, x, y):
    os.kill(os.getpid(), signal.SIGKILL)
