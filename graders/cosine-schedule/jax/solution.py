"""A cosine schedule with linear warm-up, of a traced step."""

import jax.numpy as jnp


def learning_rate(step, peak, floor, warmup, total):
    """Return the rate of each step."""
    # both parts are computed: max() keeps the division defined
    rising = peak * (step + 1) / max(warmup, 1)
    progress = (step - warmup) / (total - warmup)
    progress = jnp.clip(progress, 0, 1)
    cosine = (1 + jnp.cos(jnp.pi * progress)) / 2
    falling = floor + (peak - floor) * cosine
    return jnp.where(step < warmup, rising, falling)
