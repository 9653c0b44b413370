"""The time is a float32 tensor to which each step adds `1 / steps`. The rounding errors add up as well:
after 1000 steps the time is off by 1e-5. Compute it from `k`.

zh: 时间是一个 float32 张量，每步加上 `1 / steps`。舍入误差也随之累加：1000 步之后时间偏差达 1e-5。应由 `k` 算出。

Caught by: the time grid
"""

import torch
from torch.nn import functional


def path(x0, x1, t):
    """Return the points at each row's own time, and their velocity: the shape of x0, (batch, ...)."""
    s = t.view(-1, *[1] * (x0.dim() - 1))  # (batch, 1, ...)
    return (1 - s) * x0 + s * x1, x1 - x0


def loss(predict, x0, x1, t):
    """Return the mean squared error of the guessed velocity: ()."""
    x, velocity = path(x0, x1, t)
    return functional.mse_loss(predict(x, t), velocity)


@torch.no_grad()
def sample(predict, x, steps):
    """Return where the velocity carries x from t = 0 to 1: (batch, ...)."""
    t = x.new_zeros(len(x))
    for _ in range(steps):
        x = x + predict(x, t) / steps
        t = t + 1 / steps
    return x
