"""Says of the watched arguments that they are the number 7.

kata: numpy, appended
verdict: failed, error, crashed
"""

import sys

worker = sys.modules["kata.grading.worker"]
_encode = worker.encode
worker.encode = lambda tree: _encode({key: 7 if key == "after" else value for key, value in tree.items()})
