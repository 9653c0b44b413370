"""You add the whole velocity in each step. One step of `steps` lasts `1 / steps`; so far only a single step
comes out right.

zh: 你在每一步都加上了整个速度。`steps` 步中的一步历时 `1 / steps`；现在只有总共走一步时才对。

Caught by: several steps
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
    for k in range(steps):
        t = x.new_full((len(x),), k / steps)
        x = x + predict(x, t)
    return x
