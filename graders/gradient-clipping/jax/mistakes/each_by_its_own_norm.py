"""You clip each gradient by its own norm. Layers with large gradients are then shortened and others are
not, so the direction of the whole step changes. One norm over all of them, one factor for all.

zh: 你按每个梯度自己的范数裁剪。于是梯度大的层被缩短，其他层不变，整个步子的方向就变了。应对全部梯度求一个范数，用同一个系数。

Caught by: above the norm
Question: optimizers-clipping-leaf-by-leaf
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

    def clip(g):
        own = jnp.sqrt(jnp.sum(g**2))
        return g * jnp.where(own > max_norm, max_norm / own, 1.0)

    return jax.tree.map(clip, grads), total


def clip_by_value(grads, limit):
    """Return the gradients, each element in [-limit, limit]."""
    return jax.tree.map(
        lambda g: jnp.clip(g, -limit, limit), grads
    )
