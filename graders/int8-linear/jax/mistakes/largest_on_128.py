"""You divide by 128. The largest value then lands on 128, which is clamped, and its error is a whole step:
there are 127 steps on each side.

zh: 你除以了 128。最大的数于是落在 128 上而被截断，误差达一整步：每一侧只有 127 步。

Caught by: scale
"""

import jax.numpy as jnp


def scale_of(x):
    """Return the width of a step, (): the largest absolute value is 127 steps."""
    largest = jnp.abs(x).max()
    return jnp.where(largest > 0, largest / 128, 1.0)


def quantise(x, scale):
    """Return x in steps of scale, rounded half to even: int8 from -127 to 127."""
    return jnp.clip(jnp.round(x / scale), -127, 127).astype(jnp.int8)


def accumulate(x_q, w_q):
    """Return the exact sums x_q @ w_q.T in int32: (..., d_out)."""
    return jnp.matmul(x_q, w_q.T, preferred_element_type=jnp.int32)


def linear(x, x_scale, w_q, w_scale, bias):
    """Return the layer's output in x's dtype: (..., d_out)."""
    sums = accumulate(quantise(x, x_scale), w_q)
    return sums.astype(x.dtype) * (x_scale * w_scale) + bias
