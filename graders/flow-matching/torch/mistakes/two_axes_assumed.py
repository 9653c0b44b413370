"""You appended a fixed number of axes of length 1 to `t`, which suits data with three axes and no other.

zh: 你给 `t` 补了固定个数的长度为 1 的轴，只适合三个轴的数据。

Caught by: other numbers of axes
"""

import torch
from torch.nn import functional


def path(x0, x1, t):
    """Return the points at each row's own time, and their velocity: the shape of x0, (batch, ...)."""
    s = t[:, None, None]
    return (1 - s) * x0 + s * x1, x1 - x0


def loss(predict, x0, x1, t):
    """Return the mean squared error of the guessed velocity: ()."""
    x, velocity = path(x0, x1, t)
    return functional.mse_loss(predict(x, t), velocity)


@torch.no_grad()
def sample(predict, x, steps):
    """Return where the velocity carries x from t = 0 to 1: (batch, ...)."""
    for k in range(steps):
        t = x.new_full((len(x),), k / steps)
        x = x + predict(x, t) / steps
    return x
