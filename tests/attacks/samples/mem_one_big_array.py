"""Asks for one array of 800 GB and writes to it.

kata: numpy, appended
verdict: memory
"""


def gradients(params, x, y):
    return np.full(10**11, 1.0)
