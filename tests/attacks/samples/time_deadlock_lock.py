"""Takes the same lock twice.

kata: numpy, appended
verdict: timeout
"""

import threading

lock = threading.Lock()


def forward(params, x):
    with lock, lock:
        return x
