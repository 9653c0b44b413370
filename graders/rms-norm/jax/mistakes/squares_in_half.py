"""You square x in its own type. float16 ends at 65504, so 300² is infinite there, and x / inf is 0. Convert
to float32 before squaring, and the result back.

zh: 你用 x 自己的类型求平方。float16 的上限是 65504，300² 就是无穷大，而 x / inf 得 0。请在平方之前转换为 float32，再把结果转换回来。

Caught by: half precision
"""

import jax
import jax.numpy as jnp


@jax.jit
def rms_norm(x, weight, eps=1e-6):
    """Return y: (..., dim)."""
    wide = x
    inverse = jax.lax.rsqrt(jnp.square(wide).mean(axis=-1, keepdims=True) + eps)  # (..., 1)
    return (wide * inverse * weight).astype(x.dtype)


@jax.jit
def rms_norm_backward(dy, x, weight, eps=1e-6):
    """Return the gradients of sum(dy * y): (..., dim), (dim,)."""
    _, pull = jax.vjp(lambda x, weight: rms_norm(x, weight, eps), x, weight)
    return pull(dy)
