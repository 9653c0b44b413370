"""You compute the variance as the mean of squares minus the square of the mean. For values near a million
both are near 10¹², and their difference has lost every digit that mattered; it may even be negative.
Subtract the mean first, then square.

zh: 你用“平方的均值减去均值的平方”计算方差。当数值在一百万附近时，两者都接近 10¹²，相减之后有效数字全部丢失，甚至可能为负。应当先减去均值，再平方。

Caught by: rows that are hard to compute
"""

import jax
import jax.numpy as jnp


@jax.jit
def layer_norm(x, weight, bias, eps=1e-5):
    """Return y: (..., dim)."""
    centred = x - x.mean(axis=-1, keepdims=True)
    variance = jnp.maximum((x**2).mean(-1, keepdims=True) - x.mean(-1, keepdims=True) ** 2, 0)  # (..., 1)
    return centred * jax.lax.rsqrt(variance + eps) * weight + bias


@jax.jit
def layer_norm_backward(dy, x, weight, eps=1e-5):
    """Return the gradients of sum(dy * y): (..., dim), (dim,), (dim,)."""
    bias = jnp.zeros_like(weight)  # its value has no say in any gradient
    _, pull = jax.vjp(lambda *arrays: layer_norm(*arrays, eps), x, weight, bias)
    return pull(dy)
