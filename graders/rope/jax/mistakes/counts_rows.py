"""The angles come from the row numbers 0, 1, 2, ...; the positions that were given are not used. In
decoding with a cache the only row of x stands at position 500, say, and would be rotated as position 0.

zh: 角度来自行号 0、1、2……，没有使用传入的位置。用缓存解码时，x 只有一行，它可能位于位置 500，却会被当作位置 0 旋转。

Caught by: given positions
"""

import jax.numpy as jnp


def rope(x, positions, base=10000.0):
    """Rotate the columns 2i and 2i + 1 of x, (..., time, d), by positions / base ** (2i / d)."""
    d = x.shape[-1]
    frequencies = base ** (-jnp.arange(0, d, 2) / d)  # (d / 2,)
    angles = jnp.arange(len(positions))[:, None] * frequencies  # (time, d / 2)
    cos, sin = jnp.cos(angles), jnp.sin(angles)
    a, b = x[..., 0::2], x[..., 1::2]  # (..., time, d / 2)
    return jnp.stack([a * cos - b * sin, a * sin + b * cos], axis=-1).reshape(x.shape)
