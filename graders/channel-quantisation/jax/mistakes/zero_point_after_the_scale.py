"""The zero point is subtracted after the scale. It counts steps, as the integers do: subtract first, then
scale.

zh: 你在乘缩放系数之后才减零点。零点和整数一样以步为单位：应先减，再缩放。

Caught by: the layer
"""

import jax.numpy as jnp


def quantise(w):
    """Return q, (d_out, d_in) uint8, scale, (d_out,), and zero, (d_out,) uint8."""
    low = jnp.minimum(w.min(axis=1), 0)  # the range contains 0
    high = jnp.maximum(w.max(axis=1), 0)
    scale = (high - low) / 255
    scale = jnp.where(scale > 0, scale, 1)  # a dead channel
    zero = jnp.round(-low / scale)
    q = jnp.round(w / scale[:, None]) + zero[:, None]
    return jnp.clip(q, 0, 255).astype(jnp.uint8), scale, zero.astype(jnp.uint8)


def dequantise(q, scale, zero):
    """Return the weights, (d_out, d_in); as uint8 q - zero would wrap around."""
    return scale[:, None] * (q.astype(scale.dtype) - zero[:, None])


def linear(x, q, scale, zero, bias):
    """Return x @ w.T + bias, (..., d_out): scale and zero point are applied to the outputs, not to the weights."""
    sums = x @ q.T.astype(x.dtype)
    return sums * scale - x.sum(axis=-1, keepdims=True) * zero + bias
