"""The gradient is divided by the number of rows instead of the number of elements: the loss is a mean over
all of them.

zh: 梯度除以了行数而不是元素个数：损失是对所有元素取的均值。

Caught by: gradient of the loss
"""

import numpy as np


def path(x0, x1, t):
    """Return the points at each row's own time, and their velocity: the shape of x0, (batch, ...)."""
    s = t.reshape(-1, *[1] * (x0.ndim - 1))  # (batch, 1, ...)
    return (1 - s) * x0 + s * x1, x1 - x0


def loss(predict, x0, x1, t):
    """Return the mean squared error of the guessed velocity, and its gradient for the guess."""
    x, velocity = path(x0, x1, t)
    error = predict(x, t) - velocity
    return np.mean(error**2), 2 * error / len(error)


def sample(predict, x, steps):
    """Return where the velocity carries x from t = 0 to 1: (batch, ...)."""
    for k in range(steps):
        t = np.full(len(x), k / steps, dtype=x.dtype)
        x = x + predict(x, t) / steps
    return x
