"""You let the network guess from `x1` instead of `xₜ`. At sampling time there is no `x1`, only the point on
the way.

zh: 你让网络从 `x1` 而不是 `xₜ` 来猜。采样时没有 `x1`，只有途中的点。

Caught by: the loss
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
    return functional.mse_loss(predict(x1, t), velocity)


@torch.no_grad()
def sample(predict, x, steps):
    """Return where the velocity carries x from t = 0 to 1: (batch, ...)."""
    for k in range(steps):
        t = x.new_full((len(x),), k / steps)
        x = x + predict(x, t) / steps
    return x
