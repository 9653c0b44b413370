"""lax.select, where there is a warm-up at all; the step is held at the end instead of the progress."""

import jax
import jax.numpy as jnp


def learning_rate(step, peak, floor, warmup, total):
    progress = jnp.maximum(jnp.minimum(step, total) - warmup, 0) / (total - warmup)
    falling = floor + 0.5 * (peak - floor) * (1 + jnp.cos(jnp.pi * progress))
    if warmup == 0:
        return falling
    rising = peak * (step + 1) / warmup
    return jax.lax.select(step < warmup, rising, falling)
