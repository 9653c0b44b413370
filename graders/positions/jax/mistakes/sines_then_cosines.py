"""All sines come first and all cosines after them. Here they alternate: columns 2i and 2i + 1 belong to one
frequency. Stack them on a new last axis, then reshape.

zh: 所有正弦在前，所有余弦在后。这里它们是交替的：第 2i 列与第 2i + 1 列属于同一个频率。应在新的最后一个轴上堆叠，再 reshape。

Caught by: sinusoidal encodings
"""

import math

import jax
import jax.numpy as jnp


def sinusoidal(time, d, base=10000.0):
    """Return the encodings of the positions 0 to time - 1: (time, d), sines and cosines in turn."""
    frequencies = base ** (-jnp.arange(0, d, 2) / d)  # (d / 2,)
    angles = jnp.arange(time)[:, None] * frequencies  # (time, d / 2)
    return jnp.concatenate([jnp.sin(angles), jnp.cos(angles)], axis=-1)


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
