"""You loop while `t < 1` and add `1 / steps`. Ten times 0.1 is 0.9999999999999999, so 10 steps become 11.
Loop over whole numbers.

zh: 你用 `t < 1` 作为循环条件，每次加 `1 / steps`。十个 0.1 相加是 0.9999999999999999，10 步就成了 11 步。请用整数循环。

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
    time = 0.0
    while time < 1:
        t = x.new_full((len(x),), time)
        x = x + predict(x, t) / steps
        time += 1 / steps
    return x
