"""Your warm-up climbs from `floor` to `peak`. Here it climbs along a line through the origin: `peak * (step
+ 1) / warmup`.

zh: 你的预热是从 `floor` 升到 `peak`。这里它沿过原点的直线上升：`peak * (step + 1) / warmup`。

Caught by: warm-up
"""

import jax.numpy as jnp


def learning_rate(step, peak, floor, warmup, total):
    """Return the rate of each step."""
    # both parts are computed: max() keeps the division defined
    rising = (
        floor + (peak - floor) * (step + 1) / max(warmup, 1)
    )
    progress = (step - warmup) / (total - warmup)
    progress = jnp.clip(progress, 0, 1)
    cosine = (1 + jnp.cos(jnp.pi * progress)) / 2
    falling = floor + (peak - floor) * cosine
    return jnp.where(step < warmup, rising, falling)
