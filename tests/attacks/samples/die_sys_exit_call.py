"""Calls sys.exit(0) inside a function.

kata: numpy, appended
verdict: error
says: sys.exit
"""

import sys


def loss(params, x, y):
    sys.exit(0)
