"""You appended a fixed number of axes of length 1 to `alpha_bars[t]`, which suits data with three axes and
no other.

zh: 你给 `alpha_bars[t]` 补了固定个数的长度为 1 的轴，只适合三个轴的数据。

Caught by: other numbers of axes
"""

import numpy as np


def schedule(steps, first, last):
    """Return betas, from first to last, and the products of 1 - beta: (steps,) each."""
    betas = np.linspace(first, last, steps)
    return betas, np.cumprod(1 - betas)


def add_noise(x0, t, noise, alpha_bars):
    """Return x_t for each row's own t: the shape of x0, (batch, ...)."""
    a = alpha_bars[t][:, None, None]
    return np.sqrt(a) * x0 + np.sqrt(1 - a) * noise


def loss(predict, x0, t, noise, alpha_bars):
    """Return the mean squared error of the guessed noise, and its gradient for the guess."""
    error = predict(add_noise(x0, t, noise, alpha_bars), t) - noise
    return np.mean(error**2), 2 * error / error.size


def step(x, t, predicted, noise, betas, alpha_bars):
    """Return x one step earlier; t: one integer."""
    mean = (x - betas[t] / np.sqrt(1 - alpha_bars[t]) * predicted) / np.sqrt(1 - betas[t])
    return mean + np.sqrt(betas[t]) * noise if t > 0 else mean


def sample(predict, x, noises, betas, alpha_bars):
    """Return what all steps make of x: (batch, ...); noises: (steps, batch, ...)."""
    for t in reversed(range(len(betas))):
        predicted = predict(x, np.full(len(x), t))
        x = step(x, t, predicted, noises[t], betas, alpha_bars)
    return x
