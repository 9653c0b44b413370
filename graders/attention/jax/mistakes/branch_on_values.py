"""A Python if looks at the scores. Under jit they are tracers without values, and JAX raises
TracerBoolConversionError. Shift always: subtracting the maximum is right for every score.

zh: Python 的 if 要看得分的数值。在 jit 之下它们是没有数值的追踪器（tracer），JAX 会抛出 TracerBoolConversionError。应当总是平移：对任何得分，减去最大值都是对的。

Caught by: as a compiled program
"""

import math

import jax.numpy as jnp


def attention(q, k, v):
    """Return for each query the weighted mean of the values: (..., queries, d_v)."""
    scores = q @ k.mT / math.sqrt(q.shape[-1])  # (..., queries, keys)
    if scores.max() > 80:
        scores = scores - scores.max(axis=-1, keepdims=True)
    weights = jnp.exp(scores) / jnp.exp(scores).sum(axis=-1, keepdims=True)
    return weights @ v


def objective(q, k, v, weights):
    """Return the sum of attention(q, k, v) * weights, a scalar to differentiate."""
    return (attention(q, k, v) * weights).sum()
