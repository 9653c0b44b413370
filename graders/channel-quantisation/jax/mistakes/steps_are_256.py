"""You divide the range by 256. That is the number of points; between them lie 255 steps, and with 256 the
largest number falls beyond the last point.

zh: 你把范围除以了 256。那是点数；它们之间有 255 步，除以 256 时最大的数会落到最后一个点之外。

Caught by: scales and zero points
"""

import jax.numpy as jnp


def quantise(w):
    """Return q, (d_out, d_in) uint8, scale, (d_out,), and zero, (d_out,) uint8."""
    low = jnp.minimum(w.min(axis=1), 0)  # the range contains 0
    high = jnp.maximum(w.max(axis=1), 0)
    scale = (high - low) / 256
    scale = jnp.where(scale > 0, scale, 1)  # a dead channel
    zero = jnp.round(-low / scale)
    q = jnp.round(w / scale[:, None]) + zero[:, None]
    return jnp.clip(q, 0, 255).astype(jnp.uint8), scale, zero.astype(jnp.uint8)


def dequantise(q, scale, zero):
    """Return the weights, (d_out, d_in); as uint8 q - zero would wrap around."""
    return scale[:, None] * (q.astype(scale.dtype) - zero[:, None])


def linear(x, q, scale, zero, bias):
    """Return x @ w.T + bias, (..., d_out): scale and zero point are applied to the outputs, not to the weights."""
    sums = x @ q.T.astype(x.dtype) - x.sum(axis=-1, keepdims=True) * zero
    return sums * scale + bias
