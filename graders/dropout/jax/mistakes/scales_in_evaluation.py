"""You scale in evaluation instead of in training: the original dropout. The inverted one leaves evaluation
alone, so that a finished model needs no trace of it.

zh: 你在评估时而不是训练时缩放：那是最初的 dropout。反向缩放的做法不动评估，使成品模型不留任何痕迹。

Caught by: evaluation
"""

from functools import partial

import jax
import jax.numpy as jnp


@partial(jax.jit, static_argnames=("p", "training"))
def dropout(x, p, key, training=True):
    """Return y: in training 0 or x / (1 - p), in evaluation x."""
    if not training:
        return x * (1 - p)
    if p == 1:
        return jnp.zeros_like(x)
    kept = jax.random.bernoulli(key, 1 - p, x.shape)  # a bool for each number
    return jnp.where(kept, x, 0)


@partial(jax.jit, static_argnames="p")
def dropout_backward(dy, x, p, key):
    """Return the gradient of sum(dy * y): the mask is drawn again from the same key."""
    _, pull = jax.vjp(lambda x: dropout(x, p, key), x)
    return pull(dy)[0]
