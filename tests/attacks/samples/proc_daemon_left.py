"""Forks twice and leaves a daemon in a session of its own.

kata: numpy, appended
verdict: passed, error
"""

import os
import time

try:
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(3600)
        os._exit(0)
except OSError:
    pass
