"""Loops for ever in Python.

kata: numpy, appended
verdict: timeout
"""


def forward(params, x):
    step = 0
    while step >= 0:
        step += 1
