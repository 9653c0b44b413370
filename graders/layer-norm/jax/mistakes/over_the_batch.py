"""Mean and variance run over the first axis, the batch: the examples are compared with each other, as batch
normalisation does. Each example must be normalised by itself, over its last axis.

zh: 均值和方差沿第一个轴（批量）计算：样本之间互相比较，那是批量归一化的做法。每个样本应当只用自己归一化，沿最后一个轴。

Caught by: values
"""

import jax
import jax.numpy as jnp


@jax.jit
def layer_norm(x, weight, bias, eps=1e-5):
    """Return y: (..., dim)."""
    centred = x - x.mean(axis=0, keepdims=True)
    variance = jnp.square(centred).mean(axis=0, keepdims=True)  # (..., 1)
    return centred * jax.lax.rsqrt(variance + eps) * weight + bias


@jax.jit
def layer_norm_backward(dy, x, weight, eps=1e-5):
    """Return the gradients of sum(dy * y): (..., dim), (dim,), (dim,)."""
    bias = jnp.zeros_like(weight)  # its value has no say in any gradient
    _, pull = jax.vjp(lambda *arrays: layer_norm(*arrays, eps), x, weight, bias)
    return pull(dy)
