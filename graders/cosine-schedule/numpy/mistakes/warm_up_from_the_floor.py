"""Your warm-up climbs from `floor` to `peak`. Here it climbs along a line through the origin: `peak * (step
+ 1) / warmup`.

zh: 你的预热是从 `floor` 升到 `peak`。这里它沿过原点的直线上升：`peak * (step + 1) / warmup`。

Caught by: warm-up
"""

import numpy as np


def learning_rate(step, peak, floor, warmup, total):
    """Return the rate of each step."""
    step = np.asarray(step)
    # np.where computes both: max() keeps the division defined
    rising = (
        floor + (peak - floor) * (step + 1) / max(warmup, 1)
    )
    progress = (step - warmup) / (total - warmup)
    cosine = (1 + np.cos(np.pi * np.clip(progress, 0, 1))) / 2
    falling = floor + (peak - floor) * cosine
    return np.where(step < warmup, rising, falling)
