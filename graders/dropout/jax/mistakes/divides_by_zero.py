"""For p = 1 you divide by zero: p is a Python number here, and Python raises ZeroDivisionError while the
function is traced. Everything is dropped then; no scale is needed.

zh: p = 1 时你除以了零：p 在这里是 Python 数，追踪函数时 Python 抛出 ZeroDivisionError。此时全部丢弃，不需要缩放。

Caught by: p of 0 and 1
"""

from functools import partial

import jax
import jax.numpy as jnp


@partial(jax.jit, static_argnames=("p", "training"))
def dropout(x, p, key, training=True):
    """Return y: in training 0 or x / (1 - p), in evaluation x."""
    if not training:
        return x
    kept = jax.random.bernoulli(key, 1 - p, x.shape)  # a bool for each number
    return jnp.where(kept, x / (1 - p), 0)


@partial(jax.jit, static_argnames="p")
def dropout_backward(dy, x, p, key):
    """Return the gradient of sum(dy * y): the mask is drawn again from the same key."""
    _, pull = jax.vjp(lambda x: dropout(x, p, key), x)
    return pull(dy)[0]
