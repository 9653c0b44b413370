"""Ignores every signal and swallows every exception, for ever.

kata: numpy, appended
verdict: timeout
"""

import contextlib
import signal

for number in signal.valid_signals():
    with contextlib.suppress(OSError, ValueError):
        signal.signal(number, signal.SIG_IGN)


def forward(params, x):
    while True:
        with contextlib.suppress(BaseException):
            while True:
                pass
