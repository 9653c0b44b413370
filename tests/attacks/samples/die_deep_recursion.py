"""Calls itself without end.

kata: numpy, appended
verdict: error
says: RecursionError
"""


def forward(params, x):
    return forward(params, x * 1.0)
