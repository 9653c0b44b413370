"""You differentiate the plain sum of y and leave dy out: that is the gradient for a dy of ones. `pull(dy)`
weighs each output with what comes from above.

zh: 你对 y 的简单求和求导，没有用到 dy：那是 dy 全为 1 时的梯度。`pull(dy)` 会按上游传来的值给每个输出加权。

Caught by: gradient
"""

import jax
import jax.numpy as jnp


@jax.jit
def rms_norm(x, weight, eps=1e-6):
    """Return y: (..., dim)."""
    wide = x.astype(jnp.promote_types(x.dtype, jnp.float32))
    inverse = jax.lax.rsqrt(jnp.square(wide).mean(axis=-1, keepdims=True) + eps)  # (..., 1)
    return (wide * inverse * weight).astype(x.dtype)


@jax.jit
def rms_norm_backward(dy, x, weight, eps=1e-6):
    """Return the gradients of sum(dy * y): (..., dim), (dim,)."""
    _, pull = jax.vjp(lambda x, weight: rms_norm(x, weight, eps), x, weight)
    return pull(jnp.ones_like(dy))
