"""Encodes its replies with another number than the request's.

kata: numpy, appended
verdict: crashed
says: channel
"""

import sys

worker = sys.modules["kata.grading.worker"]
_encode = worker.encode
worker.encode = lambda tree: _encode(tree | {"id": tree["id"] + 1})
