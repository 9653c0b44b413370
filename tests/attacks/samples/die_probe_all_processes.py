"""Sends signal 0, which harms nobody, to every process number, and says how many it may signal.

kata: numpy, appended
verdict: passed
kernel: only
prints: may signal 0 others
"""

import os


def may_signal(pid):
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


print("may signal", sum(may_signal(pid) for pid in range(1, 32769) if pid != os.getpid()), "others")
