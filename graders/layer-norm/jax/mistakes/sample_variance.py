"""Your variance divides by `dim - 1`. That is the unbiased estimate for a sample; a normalisation layer
wants the mean of the squared deviations, so that the normalised values have mean square 1.

zh: 你的方差除以 `dim - 1`。那是样本的无偏估计；归一化层要的是平方差的均值，这样归一化之后的均方才是 1。

Caught by: values
"""

import jax
import jax.numpy as jnp


@jax.jit
def layer_norm(x, weight, bias, eps=1e-5):
    """Return y: (..., dim)."""
    centred = x - x.mean(axis=-1, keepdims=True)
    variance = x.var(axis=-1, ddof=1, keepdims=True)  # (..., 1)
    return centred * jax.lax.rsqrt(variance + eps) * weight + bias


@jax.jit
def layer_norm_backward(dy, x, weight, eps=1e-5):
    """Return the gradients of sum(dy * y): (..., dim), (dim,), (dim,)."""
    bias = jnp.zeros_like(weight)  # its value has no say in any gradient
    _, pull = jax.vjp(lambda *arrays: layer_norm(*arrays, eps), x, weight, bias)
    return pull(dy)
