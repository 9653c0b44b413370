"""Your velocity points from the data to the noise. `xₜ` moves by `x₁ - x₀` while `t` goes from 0 to 1.

zh: 你的速度是从数据指向噪声的。`t` 从 0 到 1 时，`xₜ` 移动了 `x₁ - x₀`。

Caught by: the path
"""

import numpy as np


def path(x0, x1, t):
    """Return the points at each row's own time, and their velocity: the shape of x0, (batch, ...)."""
    s = t.reshape(-1, *[1] * (x0.ndim - 1))  # (batch, 1, ...)
    return (1 - s) * x0 + s * x1, x0 - x1


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
