"""You take p for the probability to be kept. With p = 0.3 seven of ten numbers are dropped: `p` says how
many fall.

zh: 你把 p 当作保留的概率。p = 0.3 时十个数里丢了七个：`p` 说的是丢弃多少。

Caught by: how many are dropped
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
    kept = jax.random.bernoulli(key, p, x.shape)  # a bool for each number
    return jnp.where(kept, x / (1 - p), 0)


@partial(jax.jit, static_argnames="p")
def dropout_backward(dy, x, p, key):
    """Return the gradient of sum(dy * y): the mask is drawn again from the same key."""
    _, pull = jax.vjp(lambda x: dropout(x, p, key), x)
    return pull(dy)[0]
