"""You differentiate the plain sum of y and leave dy out: that is the gradient for a dy of ones. `pull(dy)`
weighs each output with what comes from above.

zh: 你对 y 的简单求和求导，没有用到 dy：那是 dy 全为 1 时的梯度。`pull(dy)` 会按上游传来的值给每个输出加权。

Caught by: gradient
"""

import jax
import jax.numpy as jnp


@jax.jit
def layer_norm(x, weight, bias, eps=1e-5):
    """Return y: (..., dim)."""
    centred = x - x.mean(axis=-1, keepdims=True)
    variance = jnp.square(centred).mean(axis=-1, keepdims=True)  # (..., 1)
    return centred * jax.lax.rsqrt(variance + eps) * weight + bias


@jax.jit
def layer_norm_backward(dy, x, weight, eps=1e-5):
    """Return the gradients of sum(dy * y): (..., dim), (dim,), (dim,)."""
    bias = jnp.zeros_like(weight)  # its value has no say in any gradient
    _, pull = jax.vjp(lambda *arrays: layer_norm(*arrays, eps), x, weight, bias)
    return pull(jnp.ones_like(dy))
