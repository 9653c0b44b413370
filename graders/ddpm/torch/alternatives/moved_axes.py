"""The batch goes last, where broadcasting wants it; the step is torch.addcmul and friends on new tensors."""

import torch


def schedule(steps, first, last):
    betas = torch.linspace(first, last, steps)
    return betas, torch.stack([torch.prod(1 - betas[: i + 1]) for i in range(steps)])


def add_noise(x0, t, noise, alpha_bars):
    a = alpha_bars.gather(0, t)
    return (a.sqrt() * x0.movedim(0, -1) + (1 - a).sqrt() * noise.movedim(0, -1)).movedim(-1, 0)


def loss(predict, x0, t, noise, alpha_bars):
    return torch.nn.MSELoss()(predict(add_noise(x0, t, noise, alpha_bars), t), noise)


def step(x, t, predicted, noise, betas, alpha_bars):
    result = torch.sub(x, predicted * (betas[t] * torch.rsqrt(1 - alpha_bars[t])))
    result *= torch.rsqrt(1 - betas[t])
    if t:
        result += betas[t] ** 0.5 * noise
    return result


def sample(predict, x, noises, betas, alpha_bars):
    times = torch.arange(len(betas)).flip(0)
    for t in times:
        x = step(x, t, predict(x, t.repeat(len(x))), noises[t], betas, alpha_bars)
    return x
