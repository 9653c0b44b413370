"""You subtract the mean: that is layer normalisation. RMS normalisation leaves the values where they are
and divides by the root of the mean of their squares.

zh: 你减去了均值：那是层归一化。RMS 归一化不移动数值，只除以平方均值的平方根。

Caught by: values
"""

import jax
import jax.numpy as jnp


@jax.jit
def rms_norm(x, weight, eps=1e-6):
    """Return y: (..., dim)."""
    wide = x.astype(jnp.promote_types(x.dtype, jnp.float32))
    wide = wide - wide.mean(axis=-1, keepdims=True)
    inverse = jax.lax.rsqrt(jnp.square(wide).mean(axis=-1, keepdims=True) + eps)  # (..., 1)
    return (wide * inverse * weight).astype(x.dtype)


@jax.jit
def rms_norm_backward(dy, x, weight, eps=1e-6):
    """Return the gradients of sum(dy * y): (..., dim), (dim,)."""
    _, pull = jax.vjp(lambda x, weight: rms_norm(x, weight, eps), x, weight)
    return pull(dy)
