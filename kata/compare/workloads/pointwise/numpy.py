import numpy as np


def gelu(x):  # (n,)
    cubic = x + 0.044715 * x * x * x
    return 0.5 * x * (1 + np.tanh(0.7978845608 * cubic))


def plain(x):
    return lambda: gelu(x)
