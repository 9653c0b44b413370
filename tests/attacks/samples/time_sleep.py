"""Sleeps: it uses no processor time, so that only a wall clock sees it.

kata: numpy, appended
verdict: timeout
"""

import time


def forward(params, x):
    time.sleep(10**6)
