"""Your path is data at `t = 0` and noise at `t = 1`. Some papers count time that way; then the velocity has
the other sign too, and the solver runs from 1 to 0.

zh: 你的路径在 `t = 0` 时是数据，在 `t = 1` 时是噪声。有些论文这样计时，但那时速度也要变号，求解器要从 1 走到 0。

Caught by: the path
"""

import numpy as np


def path(x0, x1, t):
    """Return the points at each row's own time, and their velocity: the shape of x0, (batch, ...)."""
    s = t.reshape(-1, *[1] * (x0.ndim - 1))  # (batch, 1, ...)
    return s * x0 + (1 - s) * x1, x1 - x0


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
