"""`alpha_bars[t]` has shape `(batch,)` and is broadcast along the **last** axis of `x0`: with as many rows
as columns nothing complains, and each column gets another row's step. Give it axes of length 1 at the
end.

zh: `alpha_bars[t]` 的形状是 `(batch,)`，被沿 `x0` 的**最后**一个轴广播：行数与列数相同时不会报错，而每一列用的却是别的行的步。请在末尾补上长度为 1 的轴。

Caught by: noise in one jump
"""

import numpy as np


def schedule(steps, first, last):
    """Return betas, from first to last, and the products of 1 - beta: (steps,) each."""
    betas = np.linspace(first, last, steps)
    return betas, np.cumprod(1 - betas)


def add_noise(x0, t, noise, alpha_bars):
    """Return x_t for each row's own t: the shape of x0, (batch, ...)."""
    a = alpha_bars[t]
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
