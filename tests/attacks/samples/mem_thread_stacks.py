"""Starts threads until none can be started: a stack each, and a number each.

kata: numpy, appended
verdict: error, memory, timeout, passed, crashed
slow: yes
"""

import threading

_honest_forward = forward


def forward(params, x):
    for _ in range(20_000):
        threading.Thread(target=threading.Event().wait, daemon=True).start()
    return _honest_forward(params, x)
