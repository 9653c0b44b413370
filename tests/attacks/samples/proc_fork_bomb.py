"""Forks again and again, six deep; every child sleeps for an hour.

kata: numpy, appended
verdict: passed, error
"""

import os
import time

try:
    for _ in range(6):
        os.fork()
    children = True
except OSError:
    children = False
if children and os.getpid() != os.getsid(0):
    time.sleep(3600)
