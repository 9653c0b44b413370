"""You multiply each part by its mask and add. Without a warm-up the rising part is `x / 0`, and 0 times
infinity is NaN. Choose instead of multiplying, and keep the divisor at 1 or more.

zh: 你把两部分各乘以掩码再相加。没有预热时，上升部分是 `x / 0`，而 0 乘以无穷大等于 NaN。应当选择而不是相乘，并让除数至少为 1。

Caught by: short and no warm-up
"""

import numpy as np


def learning_rate(step, peak, floor, warmup, total):
    """Return the rate of each step."""
    step = np.asarray(step)
    # np.where computes both: max() keeps the division defined
    rising = peak * (step + 1) / warmup
    progress = (step - warmup) / (total - warmup)
    cosine = (1 + np.cos(np.pi * np.clip(progress, 0, 1))) / 2
    falling = floor + (peak - floor) * cosine
    early = step < warmup
    return early * rising + ~early * falling
