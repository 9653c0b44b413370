"""A cosine schedule with linear warm-up."""

import numpy as np


def learning_rate(step, peak, floor, warmup, total):
    """Return the rate of each step."""
    step = np.asarray(step)
    # np.where computes both: max() keeps the division defined
    rising = peak * (step + 1) / max(warmup, 1)
    progress = (step - warmup) / (total - warmup)
    cosine = (1 + np.cos(np.pi * np.clip(progress, 0, 1))) / 2
    falling = floor + (peak - floor) * cosine
    return np.where(step < warmup, rising, falling)
