"""You add the norms of the gradients. The norm of one long vector is the root of the sum of their
**squares**: lengths at right angles do not add.

zh: 你把各梯度的范数直接相加。长向量的范数是它们**平方**之和的平方根：互相垂直的长度不能直接相加。

Caught by: above the norm
"""

import jax
import jax.numpy as jnp


def clip_by_global_norm(grads, max_norm):
    """Return (clipped, total): total is the norm before."""
    # None is no leaf: leaves() leaves it out, map() keeps it
    squares = [jnp.sqrt(jnp.sum(g**2)) for g in jax.tree.leaves(grads)]
    total = sum(squares, jnp.zeros(()))
    over = total > max_norm
    scale = jnp.where(over, max_norm / total, 1.0)
    return jax.tree.map(lambda g: scale * g, grads), total


def clip_by_value(grads, limit):
    """Return the gradients, each element in [-limit, limit]."""
    return jax.tree.map(
        lambda g: jnp.clip(g, -limit, limit), grads
    )
