"""You divide by the length of the row, the root of the **sum** of squares. The formula has their mean, so
your result is too small by the root of dim.

zh: 你除以了行的长度，即平方**和**的平方根。公式中是平方的均值，因此你的结果小了 dim 的平方根倍。

Caught by: values
"""

import jax
import jax.numpy as jnp


@jax.jit
def rms_norm(x, weight, eps=1e-6):
    """Return y: (..., dim)."""
    wide = x.astype(jnp.promote_types(x.dtype, jnp.float32))
    inverse = jax.lax.rsqrt(jnp.square(wide).sum(axis=-1, keepdims=True) + eps)  # (..., 1)
    return (wide * inverse * weight).astype(x.dtype)


@jax.jit
def rms_norm_backward(dy, x, weight, eps=1e-6):
    """Return the gradients of sum(dy * y): (..., dim), (dim,)."""
    _, pull = jax.vjp(lambda x, weight: rms_norm(x, weight, eps), x, weight)
    return pull(dy)
