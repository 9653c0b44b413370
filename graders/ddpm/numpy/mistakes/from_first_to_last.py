"""`sample` goes through the steps from 0 to the last. Pure noise belongs to the **last** step, and the way
back ends at 0.

zh: `sample` 是从第 0 步走到最后一步的。纯噪声属于**最后**一步，逐步去噪在 0 结束。

Caught by: sampling
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
    return mean + np.sqrt(betas[t]) * noise if t > 0 else mean


def sample(predict, x, noises, betas, alpha_bars):
    """Return what all steps make of x: (batch, ...); noises: (steps, batch, ...)."""
    for t in range(len(betas)):
        predicted = predict(x, np.full(len(x), t))
        x = step(x, t, predicted, noises[t], betas, alpha_bars)
    return x
