"""Sends SIGKILL to the process that forked it, at import and again in a call.

kata: numpy, appended
verdict: passed, error, crashed
kernel: only
"""

import os

_honest_forward = forward


def strike():
    try:
        os.kill(os.getppid(), 9)
        print("LEAK: the warm process was signalled")
    except OSError:
        pass


def forward(params, x):
    strike()
    return _honest_forward(params, x)


strike()
