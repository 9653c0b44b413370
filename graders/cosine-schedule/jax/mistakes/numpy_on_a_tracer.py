"""You compute the cosine with NumPy, which needs values. A traced step has none, and `np.cos` raises
TracerArrayConversionError: use `jnp.cos`.

zh: 你用 NumPy 计算余弦，而它需要具体的值。被追踪的 step 没有值，`np.cos` 会抛出 TracerArrayConversionError：请用 `jnp.cos`。

Caught by: as a compiled program
"""

import jax.numpy as jnp
import numpy as np


def learning_rate(step, peak, floor, warmup, total):
    """Return the rate of each step."""
    # both parts are computed: max() keeps the division defined
    rising = peak * (step + 1) / max(warmup, 1)
    progress = (step - warmup) / (total - warmup)
    progress = jnp.clip(progress, 0, 1)
    cosine = (1 + np.cos(jnp.pi * progress)) / 2
    falling = floor + (peak - floor) * cosine
    return jnp.where(step < warmup, rising, falling)
