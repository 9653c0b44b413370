"""You add up in float32, which has 24 bits: above 16 777 216 it holds only even numbers. A thousand
products of 127 · 127 get there. Let int32 (or float64) hold the sums.

zh: 你用 float32 累加，它只有 24 位：超过 16 777 216 就只能表示偶数。一千个 127 · 127 就到了。应让 int32（或 float64）存放累加结果。

Caught by: exact sums
"""

import jax.numpy as jnp


def scale_of(x):
    """Return the width of a step, (): the largest absolute value is 127 steps."""
    largest = jnp.abs(x).max()
    return jnp.where(largest > 0, largest / 127, 1.0)


def quantise(x, scale):
    """Return x in steps of scale, rounded half to even: int8 from -127 to 127."""
    return jnp.clip(jnp.round(x / scale), -127, 127).astype(jnp.int8)


def accumulate(x_q, w_q):
    """Return the exact sums x_q @ w_q.T in int32: (..., d_out)."""
    return jnp.matmul(x_q.astype(jnp.float32), w_q.T.astype(jnp.float32)).astype(jnp.int32)


def linear(x, x_scale, w_q, w_scale, bias):
    """Return the layer's output in x's dtype: (..., d_out)."""
    sums = accumulate(quantise(x, x_scale), w_q)
    return sums.astype(x.dtype) * (x_scale * w_scale) + bias
