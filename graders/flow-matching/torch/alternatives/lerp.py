"""torch.lerp for the path, and a linspace for the times."""

import torch


def path(x0, x1, t):
    weight = t.reshape([-1] + [1] * (x0.ndim - 1)).expand_as(x0)
    return torch.lerp(x0, x1, weight), x1 - x0


def loss(predict, x0, x1, t):
    x, velocity = path(x0, x1, t)
    return (predict(x, t) - velocity).pow(2).mean()


def sample(predict, x, steps):
    times = torch.linspace(0, 1, steps + 1, dtype=x.dtype)
    for start, end in zip(times[:-1], times[1:], strict=True):
        x = x + (end - start) * predict(x, start.repeat(len(x)))
    return x
