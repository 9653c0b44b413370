"""You measure the progress over all steps, `step / total`. After the warm-up the rate then jumps down from
the peak. Measure from `warmup` on: `(step - warmup) / (total - warmup)`.

zh: 你用全部步数来衡量进度：`step / total`。预热一结束，学习率就会从峰值突然跌下去。应从 `warmup` 开始算：`(step - warmup) / (total - warmup)`。

Caught by: the cosine
"""

import numpy as np


def learning_rate(step, peak, floor, warmup, total):
    """Return the rate of each step."""
    step = np.asarray(step)
    # np.where computes both: max() keeps the division defined
    rising = peak * (step + 1) / max(warmup, 1)
    progress = step / total
    cosine = (1 + np.cos(np.pi * np.clip(progress, 0, 1))) / 2
    falling = floor + (peak - floor) * cosine
    return np.where(step < warmup, rising, falling)
