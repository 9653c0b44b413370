"""One mask is drawn for a row and broadcast over the batch, so all examples lose the same features. Draw a
mask of the shape of x.

zh: 你只为一行抽取了掩码，再广播到整个批量，于是所有样本丢弃同样的特征。请抽取与 x 形状相同的掩码。

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
    kept = jax.random.bernoulli(key, 1 - p, x.shape[-1:])  # a bool for each number
    return jnp.where(kept, x / (1 - p), 0)


@partial(jax.jit, static_argnames="p")
def dropout_backward(dy, x, p, key):
    """Return the gradient of sum(dy * y): the mask is drawn again from the same key."""
    _, pull = jax.vjp(lambda x: dropout(x, p, key), x)
    return pull(dy)[0]
