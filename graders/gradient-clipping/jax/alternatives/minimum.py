"""The factor bounded by 1 from above, with a divisor that is never 0."""

import jax
import jax.numpy as jnp


def clip_by_global_norm(grads, max_norm):
    total = jnp.sqrt(jax.tree.reduce(lambda s, g: s + jnp.vdot(g, g), grads, jnp.zeros(())))
    divisor = jnp.where(total == 0, 1.0, total)
    scale = jnp.where(total == 0, 1.0, jnp.minimum(1.0, max_norm / divisor))
    return jax.tree.map(lambda g: g * scale, grads), total


def clip_by_value(grads, limit):
    return jax.tree.map(lambda g: jnp.minimum(jnp.maximum(g, -limit), limit), grads)
