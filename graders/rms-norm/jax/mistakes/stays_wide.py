"""The values are right, but the result stays float32 where x is float16: everything after this layer would
run in float32 too. Convert it back to x's dtype.

zh: 数值是对的，但 x 为 float16 时结果仍是 float32：这一层之后的一切也都会以 float32 运行。请把结果转换回 x 的类型。

Caught by: half precision
"""

import jax
import jax.numpy as jnp


@jax.jit
def rms_norm(x, weight, eps=1e-6):
    """Return y: (..., dim)."""
    wide = x.astype(jnp.promote_types(x.dtype, jnp.float32))
    inverse = jax.lax.rsqrt(jnp.square(wide).mean(axis=-1, keepdims=True) + eps)  # (..., 1)
    return wide * inverse * weight


@jax.jit
def rms_norm_backward(dy, x, weight, eps=1e-6):
    """Return the gradients of sum(dy * y): (..., dim), (dim,)."""
    _, pull = jax.vjp(lambda x, weight: rms_norm(x, weight, eps), x, weight)
    return pull(dy)
