"""You divide by `total - warmup - 1`, so the floor is reached one step before the end. It is reached at
step `total`, the first one that is no longer trained.

zh: 你除以的是 `total - warmup - 1`，于是提前一步就到了下限。下限应在第 `total` 步到达，那是不再训练的第一步。

Caught by: the cosine
"""

import jax.numpy as jnp


def learning_rate(step, peak, floor, warmup, total):
    """Return the rate of each step."""
    # both parts are computed: max() keeps the division defined
    rising = peak * (step + 1) / max(warmup, 1)
    progress = (step - warmup) / max(total - warmup - 1, 1)
    progress = jnp.clip(progress, 0, 1)
    cosine = (1 + jnp.cos(jnp.pi * progress)) / 2
    falling = floor + (peak - floor) * cosine
    return jnp.where(step < warmup, rising, falling)
