"""NumPy draws the mask while the function is traced. It becomes a constant of the compiled program, and the
key has no say in it: every later call drops the same numbers.

zh: 掩码由 NumPy 在追踪函数时抽取。它成为编译后程序中的常量，与键无关：之后每次调用都丢弃同样的数。

Caught by: whose randomness
"""

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np


@partial(jax.jit, static_argnames=("p", "training"))
def dropout(x, p, key, training=True):
    """Return y: in training 0 or x / (1 - p), in evaluation x."""
    if not training:
        return x
    if p == 1:
        return jnp.zeros_like(x)
    kept = jnp.asarray(np.random.random(x.shape) >= p)  # a bool for each number
    return jnp.where(kept, x / (1 - p), 0)


@partial(jax.jit, static_argnames="p")
def dropout_backward(dy, x, p, key):
    """Return the gradient of sum(dy * y): the mask is drawn again from the same key."""
    _, pull = jax.vjp(lambda x: dropout(x, p, key), x)
    return pull(dy)[0]
