"""`if (scale == 0).any()` asks for a value that does not exist while `jit` traces:
TracerBoolConversionError. `jnp.where` chooses within the program.

zh: `if (scale == 0).any()` 需要一个值，而 `jit` 追踪时它还不存在：TracerBoolConversionError。`jnp.where` 在程序内部选择。

Caught by: as a compiled program
"""

import jax.numpy as jnp


def quantise(w):
    """Return q, (d_out, d_in) uint8, scale, (d_out,), and zero, (d_out,) uint8."""
    low = jnp.minimum(w.min(axis=1), 0)  # the range contains 0
    high = jnp.maximum(w.max(axis=1), 0)
    scale = (high - low) / 255
    if (scale == 0).any():
        scale = scale + (scale == 0)
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
