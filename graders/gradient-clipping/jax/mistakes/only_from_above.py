"""You bound the elements from above alone. Large negative ones pass: clip at `-limit` too.

zh: 你只限制了上界。绝对值很大的负元素照样通过：还要在 `-limit` 处截断。

Caught by: by value
"""

import jax
import jax.numpy as jnp


def clip_by_global_norm(grads, max_norm):
    """Return (clipped, total): total is the norm before."""
    # None is no leaf: leaves() leaves it out, map() keeps it
    squares = [jnp.sum(g**2) for g in jax.tree.leaves(grads)]
    total = jnp.sqrt(sum(squares, jnp.zeros(())))
    over = total > max_norm
    scale = jnp.where(over, max_norm / total, 1.0)
    return jax.tree.map(lambda g: scale * g, grads), total


def clip_by_value(grads, limit):
    """Return the gradients, each element in [-limit, limit]."""
    return jax.tree.map(
        lambda g: jnp.minimum(g, limit), grads
    )
