"""The gradient draws a mask of its own: numbers that were dropped get a gradient, and others that acted get
none. The same key gives the forward pass's mask again.

zh: 梯度抽取了另一个掩码：被丢弃的数得到梯度，起了作用的却没有。同一个键会再次给出前向传播的掩码。

Caught by: gradient
"""

from functools import partial

import jax
import jax.numpy as jnp


@partial(jax.jit, static_argnames=("p", "training"))
def dropout(x, p, key, training=True):
    """Return y: in training 0 or x / (1 - p), in evaluation x."""
    if not training:
        return x
    if p == 1:
        return jnp.zeros_like(x)
    kept = jax.random.bernoulli(key, 1 - p, x.shape)  # a bool for each number
    return jnp.where(kept, x / (1 - p), 0)


@partial(jax.jit, static_argnames="p")
def dropout_backward(dy, x, p, key):
    """Return the gradient of sum(dy * y): the mask is drawn again from the same key."""
    _, pull = jax.vjp(lambda x: dropout(x, p, jax.random.fold_in(key, 1)), x)
    return pull(dy)[0]
