"""Your velocity points from the data to the noise. `xₜ` moves by `x₁ - x₀` while `t` goes from 0 to 1.

zh: 你的速度是从数据指向噪声的。`t` 从 0 到 1 时，`xₜ` 移动了 `x₁ - x₀`。

Caught by: the path
"""

import torch
from torch.nn import functional


def path(x0, x1, t):
    """Return the points at each row's own time, and their velocity: the shape of x0, (batch, ...)."""
    s = t.view(-1, *[1] * (x0.dim() - 1))  # (batch, 1, ...)
    return (1 - s) * x0 + s * x1, x0 - x1


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
