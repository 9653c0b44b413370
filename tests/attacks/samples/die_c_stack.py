"""Lifts the recursion limit and recurses through C until the stack of the process is used up.

kata: numpy, appended
verdict: crashed, error
"""

import sys


class Mirror:
    def __getattr__(self, name):
        return getattr(self, name)


def forward(params, x):
    sys.setrecursionlimit(2**30)
    return Mirror().anything
