"""You multiply by `max_norm / total` whatever the norm is. Small gradients are then blown up to `max_norm`:
that normalises, it does not clip. The factor is at most 1.

zh: 不管范数多大，你都乘以 `max_norm / total`。小梯度因此被放大到 `max_norm`：这是归一化，不是裁剪。系数最大为 1。

Caught by: below the norm
"""

import jax
import jax.numpy as jnp


def clip_by_global_norm(grads, max_norm):
    """Return (clipped, total): total is the norm before."""
    # None is no leaf: leaves() leaves it out, map() keeps it
    squares = [jnp.sum(g**2) for g in jax.tree.leaves(grads)]
    total = jnp.sqrt(sum(squares, jnp.zeros(())))
    over = total > 0
    scale = jnp.where(over, max_norm / total, 1.0)
    return jax.tree.map(lambda g: scale * g, grads), total


def clip_by_value(grads, limit):
    """Return the gradients, each element in [-limit, limit]."""
    return jax.tree.map(
        lambda g: jnp.clip(g, -limit, limit), grads
    )
