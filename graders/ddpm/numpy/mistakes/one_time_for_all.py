"""`sample` hands the network a `t` of one entry. A network that only adds it broadcasts it; one that looks up an
embedding for each row fails, or takes the axis for another. It wants `t` of shape `(batch,)`.

zh: `sample` 交给网络的 `t` 只有一个元素。只把它加上去的网络会自动广播；为每一行查嵌入的网络则会出错，或把这个轴当成别的轴。它需要形状为 `(batch,)` 的 `t`。

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
    for t in reversed(range(len(betas))):
        predicted = predict(x, np.array([t]))
        x = step(x, t, predicted, noises[t], betas, alpha_bars)
    return x
