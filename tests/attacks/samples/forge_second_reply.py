"""Sends, after the true reply, another one for the request that is to come.

kata: numpy, appended
verdict: crashed
says: channel
"""

import sys
import threading
import time

from kata.grading.wire import encode


def sender(channel):
    time.sleep(0.2)
    header, _ = encode({"id": 1, "kind": "value", "value": None})
    channel.sendall(b"KAT1" + len(header).to_bytes(4, "little") + bytes(8) + header)


frame = sys._getframe()
while frame is not None:
    for value in list(frame.f_locals.values()):
        if type(value).__name__ == "socket":
            threading.Thread(target=sender, args=(value,)).start()
    frame = frame.f_back
_honest_forward = forward


def forward(params, x):
    time.sleep(0.5)
    return _honest_forward(params, x)
