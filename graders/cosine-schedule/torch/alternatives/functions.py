"""Numbers of torch inside, a float at the end; a function for each group."""

from functools import partial

import torch
from torch.nn import Linear


def learning_rate(step, peak, floor, warmup, total):
    step = torch.tensor(float(step), dtype=torch.float64)
    rising = peak * (step + 1) / max(warmup, 1)
    progress = ((step - warmup) / (total - warmup)).clamp(0, 1)
    falling = floor + (peak - floor) * (1 + torch.cos(torch.pi * progress)) / 2
    return torch.where(step < warmup, rising, falling).item()


class WarmupCosine:
    def __init__(self, optimizer, floor, warmup, total):
        rate = partial(learning_rate, floor=floor, warmup=warmup, total=total)
        self.now = -1
        self.groups = [(g, partial(rate, peak=g["lr"])) for g in optimizer.param_groups]
        self.step()

    def step(self):
        self.now += 1
        for group, rate in self.groups:
            group.update(lr=rate(self.now))
