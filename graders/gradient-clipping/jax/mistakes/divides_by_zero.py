"""`max_norm / total` is 0 / 0 or infinite where all gradients are 0, and NaN spreads from there. Divide
only where the norm exceeds the bound.

zh: 当梯度全为 0 时，`max_norm / total` 是 0 / 0 或无穷大，NaN 就从这里扩散。只有范数超过上界时才相除。

Caught by: gradients of zero
"""

import jax
import jax.numpy as jnp


def clip_by_global_norm(grads, max_norm):
    """Return (clipped, total): total is the norm before."""
    # None is no leaf: leaves() leaves it out, map() keeps it
    squares = [jnp.sum(g**2) for g in jax.tree.leaves(grads)]
    total = jnp.sqrt(sum(squares, jnp.zeros(())))
    over = total > max_norm
    scale = jnp.minimum(1.0, max_norm / total)
    return jax.tree.map(lambda g: scale * g, grads), total


def clip_by_value(grads, limit):
    """Return the gradients, each element in [-limit, limit]."""
    return jax.tree.map(
        lambda g: jnp.clip(g, -limit, limit), grads
    )
