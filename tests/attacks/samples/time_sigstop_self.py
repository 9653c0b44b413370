"""Stops itself: a stopped process is alive and silent.

kata: numpy, appended
verdict: timeout, crashed
"""

import os
import signal


def forward(params, x):
    os.kill(os.getpid(), signal.SIGSTOP)
