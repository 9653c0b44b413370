"""The mean is computed with NumPy, which needs values. Under `jit` x is a tracer that has none yet, and JAX
raises TracerArrayConversionError. Use `jnp` for everything that depends on an argument.

zh: 均值是用 NumPy 计算的，它需要具体数值。在 `jit` 之下 x 是还没有数值的追踪器（tracer），JAX 会抛出 TracerArrayConversionError。凡是依赖参数的计算都应使用 `jnp`。

Caught by: contract
"""

import jax
import jax.numpy as jnp
import numpy as np


@jax.jit
def layer_norm(x, weight, bias, eps=1e-5):
    """Return y: (..., dim)."""
    centred = x - np.mean(np.asarray(x), axis=-1, keepdims=True)
    variance = jnp.square(centred).mean(axis=-1, keepdims=True)  # (..., 1)
    return centred * jax.lax.rsqrt(variance + eps) * weight + bias


@jax.jit
def layer_norm_backward(dy, x, weight, eps=1e-5):
    """Return the gradients of sum(dy * y): (..., dim), (dim,), (dim,)."""
    bias = jnp.zeros_like(weight)  # its value has no say in any gradient
    _, pull = jax.vjp(lambda *arrays: layer_norm(*arrays, eps), x, weight, bias)
    return pull(dy)
