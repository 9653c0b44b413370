"""The guess is detached, so the loss is right and nothing can be learnt from it. No gradient is needed in
`sample`; here it is.

zh: 猜测被分离了（detach），所以损失是对的，却什么也学不到。`sample` 里不需要梯度，这里需要。

Caught by: gradient of the loss
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
    return functional.mse_loss(predict(x, t).detach(), velocity)


@torch.no_grad()
def sample(predict, x, steps):
    """Return where the velocity carries x from t = 0 to 1: (batch, ...)."""
    for k in range(steps):
        t = x.new_full((len(x),), k / steps)
        x = x + predict(x, t) / steps
    return x
