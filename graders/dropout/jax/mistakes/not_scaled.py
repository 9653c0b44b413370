"""What stays is not scaled: the mean of the outputs is smaller by the factor 1 - p than in evaluation, and
the next layer sees other inputs in the two modes. Divide by `1 - p` in training.

zh: 留下的值没有缩放：输出的均值比评估时小 1 - p 倍，两种模式下后一层看到的输入不同。训练时请除以 `1 - p`。

Caught by: zero or scaled
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
    return jnp.where(kept, x, 0)


@partial(jax.jit, static_argnames="p")
def dropout_backward(dy, x, p, key):
    """Return the gradient of sum(dy * y): the mask is drawn again from the same key."""
    _, pull = jax.vjp(lambda x: dropout(x, p, key), x)
    return pull(dy)[0]
