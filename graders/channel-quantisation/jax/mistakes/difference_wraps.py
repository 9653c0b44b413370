"""You subtract uint8 from uint8. Below the zero point the difference is negative, and wraps around to
something near 256: convert to floats, or to wider integers, first.

zh: 你用 uint8 减 uint8。在零点以下差为负数，会回绕到 256 附近：应先转换为浮点数或更宽的整数。

Caught by: dequantised weights
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
    return scale[:, None] * (q - zero[:, None])


def linear(x, q, scale, zero, bias):
    """Return x @ w.T + bias, (..., d_out): scale and zero point are applied to the outputs, not to the weights."""
    sums = x @ q.T.astype(x.dtype) - x.sum(axis=-1, keepdims=True) * zero
    return sums * scale + bias
