"""`alpha_bars[t]` has shape `(batch,)` and is broadcast along the **last** axis of `x0`: with as many rows
as columns nothing complains, and each column gets another row's step. Give it axes of length 1 at the
end.

zh: `alpha_bars[t]` 的形状是 `(batch,)`，被沿 `x0` 的**最后**一个轴广播：行数与列数相同时不会报错，而每一列用的却是别的行的步。请在末尾补上长度为 1 的轴。

Caught by: noise in one jump
"""

import torch
from torch.nn import functional


def schedule(steps, first, last):
    """Return betas, from first to last, and the products of 1 - beta: (steps,) each."""
    betas = torch.linspace(first, last, steps)
    return betas, torch.cumprod(1 - betas, dim=0)


def add_noise(x0, t, noise, alpha_bars):
    """Return x_t for each row's own t: the shape of x0, (batch, ...)."""
    a = alpha_bars[t]
    return a.sqrt() * x0 + (1 - a).sqrt() * noise


def loss(predict, x0, t, noise, alpha_bars):
    """Return the mean squared error of the guessed noise: ()."""
    predicted = predict(add_noise(x0, t, noise, alpha_bars), t)
    return functional.mse_loss(predicted, noise)


def step(x, t, predicted, noise, betas, alpha_bars):
    """Return x one step earlier; t: one integer."""
    mean = (x - betas[t] / (1 - alpha_bars[t]).sqrt() * predicted) / (1 - betas[t]).sqrt()
    return mean + betas[t].sqrt() * noise if t > 0 else mean


@torch.no_grad()
def sample(predict, x, noises, betas, alpha_bars):
    """Return what all steps make of x: (batch, ...); noises: (steps, batch, ...)."""
    for t in reversed(range(len(betas))):
        predicted = predict(x, torch.full((len(x),), t))
        x = step(x, t, predicted, noises[t], betas, alpha_bars)
    return x
