"""You run through a whole cosine, `2π`: the rate falls to the floor by the middle and rises again. Half a
cosine is `π` times the progress.

zh: 你走了整个余弦，即 `2π`：学习率到中途就降到下限，然后又升上去。半个余弦是 `π` 乘以进度。

Caught by: the cosine
"""

import numpy as np


def learning_rate(step, peak, floor, warmup, total):
    """Return the rate of each step."""
    step = np.asarray(step)
    # np.where computes both: max() keeps the division defined
    rising = peak * (step + 1) / max(warmup, 1)
    progress = (step - warmup) / (total - warmup)
    cosine = (1 + np.cos(2 * np.pi * np.clip(progress, 0, 1))) / 2
    falling = floor + (peak - floor) * cosine
    return np.where(step < warmup, rising, falling)
