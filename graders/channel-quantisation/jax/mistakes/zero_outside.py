"""Your range goes from the row's smallest to its largest number without asking for 0. In a row of one sign
0 lies outside then, and the zero point, which must fit in a byte, no longer stands for it: extend the
range to 0.

zh: 你的范围是从该行最小数到最大数，没有要求包含 0。于是只有一种符号的行里 0 落在范围之外，而必须放进一个字节的零点就不再代表 0：应把范围扩展到 0。

Caught by: rows of one sign
"""

import jax.numpy as jnp


def quantise(w):
    """Return q, (d_out, d_in) uint8, scale, (d_out,), and zero, (d_out,) uint8."""
    low = w.min(axis=1)
    high = w.max(axis=1)
    scale = (high - low) / 255
    scale = jnp.where(scale > 0, scale, 1)  # a dead channel
    zero = jnp.clip(jnp.round(-low / scale), 0, 255)
    q = jnp.round(w / scale[:, None]) + zero[:, None]
    return jnp.clip(q, 0, 255).astype(jnp.uint8), scale, zero.astype(jnp.uint8)


def dequantise(q, scale, zero):
    """Return the weights, (d_out, d_in); as uint8 q - zero would wrap around."""
    return scale[:, None] * (q.astype(scale.dtype) - zero[:, None])


def linear(x, q, scale, zero, bias):
    """Return x @ w.T + bias, (..., d_out): scale and zero point are applied to the outputs, not to the weights."""
    sums = x @ q.T.astype(x.dtype) - x.sum(axis=-1, keepdims=True) * zero
    return sums * scale + bias
