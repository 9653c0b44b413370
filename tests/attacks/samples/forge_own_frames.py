"""Replies as if an exception had come from it, with frames and a type that are no frames and no type.

kata: numpy, appended
verdict: error, failed, crashed
"""

import sys

worker = sys.modules["kata.grading.worker"]
_encode = worker.encode
odd = {"kind": "raised", "type": "\x1b[32mPASSED", "message": "x" * 200_000, "frames": [[-1, None, 3], ["a"] * 9, 7]}
worker.encode = lambda tree: _encode({"id": tree["id"], **odd})
