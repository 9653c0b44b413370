"""You ask in Python whether the norm is too large. Under `jit` it is a tracer without a value, and `if`
raises TracerBoolConversionError. Compute the factor with `jnp.where`.

zh: 你在 Python 里判断范数是否过大。在 `jit` 之下它是没有值的追踪器，`if` 会抛出 TracerBoolConversionError。请用 `jnp.where` 计算系数。

Caught by: as a compiled program
"""

import jax
import jax.numpy as jnp


def clip_by_global_norm(grads, max_norm):
    """Return (clipped, total): total is the norm before."""
    # None is no leaf: leaves() leaves it out, map() keeps it
    squares = [jnp.sum(g**2) for g in jax.tree.leaves(grads)]
    total = jnp.sqrt(sum(squares, jnp.zeros(())))
    scale = 1.0
    if total > max_norm:
        scale = max_norm / total
    return jax.tree.map(lambda g: scale * g, grads), total


def clip_by_value(grads, limit):
    """Return the gradients, each element in [-limit, limit]."""
    return jax.tree.map(
        lambda g: jnp.clip(g, -limit, limit), grads
    )
