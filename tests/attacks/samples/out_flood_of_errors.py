"""Writes to descriptor 2 for ever, past Python's own streams, from a thread while the call sleeps.

kata: numpy, appended
verdict: crashed, timeout
"""

import os
import threading
import time


def flood():
    while True:
        os.write(2, b"\xff\xfe\x00" * 10_000)


def forward(params, x):
    threading.Thread(target=flood, daemon=True).start()
    time.sleep(3600)
