"""Flow matching without its network: the path, the loss with its gradient, and Euler's solver."""

import numpy as np


def path(x0, x1, t):
    """Return the points at each row's own time, and their velocity: the shape of x0, (batch, ...)."""
    s = t.reshape(-1, *[1] * (x0.ndim - 1))  # (batch, 1, ...)
    return (1 - s) * x0 + s * x1, x1 - x0


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
