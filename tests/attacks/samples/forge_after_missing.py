"""Leaves out of its replies what the watched arguments are afterwards, or says they are a number.

kata: numpy, appended
verdict: failed, error, crashed
"""

import sys

worker = sys.modules["kata.grading.worker"]
_encode, _asked = worker.encode, []


def encode(tree):
    if "after" in tree:
        _asked.append(1)
        tree = {key: value for key, value in tree.items() if key != "after"}
    return _encode(tree)


worker.encode = encode
