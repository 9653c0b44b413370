"""jnp.select between three parts."""

import jax.numpy as jnp


def learning_rate(step, peak, floor, warmup, total):
    step = jnp.asarray(step, float)
    half_angle = jnp.pi / 2 * (step - warmup) / (total - warmup)
    parts = [
        (step + 1) * (peak / warmup if warmup else 0.0),
        floor + (peak - floor) * jnp.cos(half_angle) ** 2,
    ]
    return jnp.select([step < warmup, step < total], parts, floor)
