"""The path starts from the noise and adds the velocity, with the batch last; the times come from a linspace."""

import numpy as np


def path(x0, x1, t):
    velocity = x1 - x0
    return (x0.T + t * velocity.T).T, velocity


def loss(predict, x0, x1, t):
    x, velocity = path(x0, x1, t)
    error = velocity - predict(x, t)
    return float(np.vdot(error, error)) / error.size, -2 / error.size * error


def sample(predict, x, steps):
    for t in np.linspace(0, 1, steps, endpoint=False, dtype=x.dtype):
        x = x + predict(x, np.repeat(t, len(x))) * (1 / steps)
    return x
