"""You add the floor to a cosine that already spans the whole peak, so the rate begins at `peak + floor`.
The cosine spans `peak - floor` only.

zh: 你把下限加在了幅度为整个峰值的余弦上，于是从 `peak + floor` 开始。余弦的幅度只应是 `peak - floor`。

Caught by: the cosine
"""

import jax.numpy as jnp


def learning_rate(step, peak, floor, warmup, total):
    """Return the rate of each step."""
    # both parts are computed: max() keeps the division defined
    rising = peak * (step + 1) / max(warmup, 1)
    progress = (step - warmup) / (total - warmup)
    progress = jnp.clip(progress, 0, 1)
    cosine = (1 + jnp.cos(jnp.pi * progress)) / 2
    falling = floor + peak * cosine
    return jnp.where(step < warmup, rising, falling)
