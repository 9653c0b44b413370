"""The norm you return was taken after clipping, so it never exceeds `max_norm` and the log cannot show how
large the gradients were. Return the one that you compared.

zh: 你返回的是裁剪之后的范数，它永远不超过 `max_norm`，日志里就看不出梯度原来有多大。应返回你用来比较的那个。

Caught by: above the norm
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
    return jax.tree.map(lambda g: scale * g, grads), total * scale


def clip_by_value(grads, limit):
    """Return the gradients, each element in [-limit, limit]."""
    return jax.tree.map(
        lambda g: jnp.clip(g, -limit, limit), grads
    )
