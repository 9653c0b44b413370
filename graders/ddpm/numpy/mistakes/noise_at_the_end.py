"""The step of `t = 0` adds noise too. Nothing will take that noise away any more: the samples stay grainy.

zh: `t = 0` 的一步也加了噪声。之后再没有哪一步能去掉它：样本会一直带有颗粒感。

Caught by: no noise at the end
"""

import numpy as np


def schedule(steps, first, last):
    """Return betas, from first to last, and the products of 1 - beta: (steps,) each."""
    betas = np.linspace(first, last, steps)
    return betas, np.cumprod(1 - betas)


def add_noise(x0, t, noise, alpha_bars):
    """Return x_t for each row's own t: the shape of x0, (batch, ...)."""
    a = alpha_bars[t].reshape(-1, *[1] * (x0.ndim - 1))  # (batch, 1, ...)
    return np.sqrt(a) * x0 + np.sqrt(1 - a) * noise


def loss(predict, x0, t, noise, alpha_bars):
    """Return the mean squared error of the guessed noise, and its gradient for the guess."""
    error = predict(add_noise(x0, t, noise, alpha_bars), t) - noise
    return np.mean(error**2), 2 * error / error.size


def step(x, t, predicted, noise, betas, alpha_bars):
    """Return x one step earlier; t: one integer."""
    mean = (x - betas[t] / np.sqrt(1 - alpha_bars[t]) * predicted) / np.sqrt(1 - betas[t])
    return mean + np.sqrt(betas[t]) * noise


def sample(predict, x, noises, betas, alpha_bars):
    """Return what all steps make of x: (batch, ...); noises: (steps, batch, ...)."""
    for t in reversed(range(len(betas))):
        predicted = predict(x, np.full(len(x), t))
        x = step(x, t, predicted, noises[t], betas, alpha_bars)
    return x
