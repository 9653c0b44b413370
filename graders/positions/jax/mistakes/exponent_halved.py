"""The exponent counts pairs as i / d instead of 2i / d: the frequencies only fall to 1 / sqrt(base).

zh: 指数按 i / d 而不是 2i / d 计算：频率只降到 1 / sqrt(base)。

Caught by: sinusoidal encodings
"""

import math

import jax
import jax.numpy as jnp


def sinusoidal(time, d, base=10000.0):
    """Return the encodings of the positions 0 to time - 1: (time, d), sines and cosines in turn."""
    frequencies = base ** (-jnp.arange(d // 2) / d)  # (d / 2,)
    angles = jnp.arange(time)[:, None] * frequencies  # (time, d / 2)
    return jnp.stack([jnp.sin(angles), jnp.cos(angles)], axis=-1).reshape(time, d)


def alibi_slopes(heads):
    """Return how fast each head forgets: (heads,), a geometric sequence that ends at 2 ** -8."""
    return 2.0 ** (-8 * jnp.arange(1, heads + 1) / heads)


def alibi_attention(q, k, v):
    """Return causal attention that is biased by distance: (batch, heads, queries, d_v)."""
    heads, queries, d = q.shape[1:]
    keys = k.shape[2]
    distance = jnp.arange(keys - queries, keys)[:, None] - jnp.arange(keys)  # (queries, keys)
    bias = -alibi_slopes(heads)[:, None, None] * distance  # (heads, queries, keys)
    bias = jnp.where(distance >= 0, bias, -jnp.inf)
    scores = q @ k.mT / math.sqrt(d) + bias
    return jax.nn.softmax(scores, axis=-1) @ v
