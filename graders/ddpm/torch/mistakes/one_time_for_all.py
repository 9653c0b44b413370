"""`sample` hands the network a `t` of one entry. A network that only adds it broadcasts it; one that looks up an
embedding for each row fails, or takes the axis for another. It wants `t` of shape `(batch,)`.

zh: `sample` 交给网络的 `t` 只有一个元素。只把它加上去的网络会自动广播；为每一行查嵌入的网络则会出错，或把这个轴当成别的轴。它需要形状为 `(batch,)` 的 `t`。

Caught by: sampling
"""

import torch
from torch.nn import functional


def schedule(steps, first, last):
    """Return betas, from first to last, and the products of 1 - beta: (steps,) each."""
    betas = torch.linspace(first, last, steps)
    return betas, torch.cumprod(1 - betas, dim=0)


def add_noise(x0, t, noise, alpha_bars):
    """Return x_t for each row's own t: the shape of x0, (batch, ...)."""
    a = alpha_bars[t].view(-1, *[1] * (x0.dim() - 1))  # (batch, 1, ...)
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
        predicted = predict(x, torch.tensor([t]))
        x = step(x, t, predicted, noises[t], betas, alpha_bars)
    return x
