"""Your warm-up begins at 0: `peak * step / warmup`. The whole first step then changes nothing, and the peak
comes one step late. Steps are counted from 0, so it is `step + 1`.

zh: 你的预热从 0 开始：`peak * step / warmup`。于是整个第一步什么也没有改变，峰值也晚了一步。步数从 0 数起，所以应是 `step + 1`。

Caught by: warm-up
"""

import numpy as np


def learning_rate(step, peak, floor, warmup, total):
    """Return the rate of each step."""
    step = np.asarray(step)
    # np.where computes both: max() keeps the division defined
    rising = peak * step / max(warmup, 1)
    progress = (step - warmup) / (total - warmup)
    cosine = (1 + np.cos(np.pi * np.clip(progress, 0, 1))) / 2
    falling = floor + (peak - floor) * cosine
    return np.where(step < warmup, rising, falling)
