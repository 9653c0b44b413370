"""The mask is drawn from a generator with a fixed seed: it is the same in every step, and part of the
network is never trained. Use what you are given.

zh: 掩码来自种子固定的生成器：每一步都相同，网络的一部分永远得不到训练。请使用传入的随机源。

Caught by: whose randomness
Question: purity-key-not-passed-on
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
    kept = jax.random.bernoulli(jax.random.key(0), 1 - p, x.shape)  # a bool for each number
    return jnp.where(kept, x / (1 - p), 0)


@partial(jax.jit, static_argnames="p")
def dropout_backward(dy, x, p, key):
    """Return the gradient of sum(dy * y): the mask is drawn again from the same key."""
    _, pull = jax.vjp(lambda x: dropout(x, p, key), x)
    return pull(dy)[0]
