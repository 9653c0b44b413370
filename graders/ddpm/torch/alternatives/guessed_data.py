"""The step guesses the data first, then weighs it against x; the loss is written out."""

import torch


def schedule(steps, first, last):
    betas = first + (last - first) * torch.arange(steps) / (steps - 1)
    betas = betas.to(torch.get_default_dtype())
    return betas, (1 - betas).log().cumsum(0).exp()


def add_noise(x0, t, noise, alpha_bars):
    rows = [alpha_bars[i].sqrt() * x + (1 - alpha_bars[i]).sqrt() * e for x, i, e in zip(x0, t, noise, strict=True)]
    return torch.stack(rows)


def loss(predict, x0, t, noise, alpha_bars):
    return (predict(add_noise(x0, t, noise, alpha_bars), t) - noise).pow(2).mean()


def step(x, t, predicted, noise, betas, alpha_bars):
    beta, bar = betas[t], alpha_bars[t]
    before = alpha_bars[t - 1] if t else torch.ones(())
    x0 = (x - (1 - bar).sqrt() * predicted) / bar.sqrt()
    mean = (before.sqrt() * beta * x0 + (1 - beta).sqrt() * (1 - before) * x) / (1 - bar)
    return mean + (t > 0) * beta.sqrt() * noise


def sample(predict, x, noises, betas, alpha_bars):
    for t in range(len(noises) - 1, -1, -1):
        x = step(x, t, predict(x, torch.tensor([t] * len(x))), noises[t], betas, alpha_bars)
    return x
