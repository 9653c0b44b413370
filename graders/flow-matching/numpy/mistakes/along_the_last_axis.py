"""`t` has shape `(batch,)` and is broadcast along the **last** axis: with as many rows as columns nothing
complains, and each column goes by another row's time.

zh: `t` 的形状是 `(batch,)`，被沿**最后**一个轴广播：行数与列数相同时不会报错，而每一列用的却是别的行的时间。

Caught by: the path
"""

import numpy as np


def path(x0, x1, t):
    """Return the points at each row's own time, and their velocity: the shape of x0, (batch, ...)."""
    s = t
    return (1 - s) * x0 + s * x1, x1 - x0


def loss(predict, x0, x1, t):
    """Return the mean squared error of the guessed velocity, and its gradient for the guess."""
    x, velocity = path(x0, x1, t)
    error = predict(x, t) - velocity
    return np.mean(error**2), 2 * error / error.size


def sample(predict, x, steps):
    """Return where the velocity carries x from t = 0 to 1: (batch, ...)."""
    for k in range(steps):
        t = np.full(len(x), k / steps, dtype=x.dtype)
        x = x + predict(x, t) / steps
    return x
