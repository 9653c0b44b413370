"""Indexing with a boolean mask gives an array whose length depends on values; under jit that is no shape,
and JAX raises NonConcreteBooleanIndexError. Keep the shape, and multiply or use where.

zh: 用布尔掩码做索引，得到的数组长度取决于数值；在 jit 之下这不成其为形状，JAX 会抛出 NonConcreteBooleanIndexError。应保持形状不变，用乘法或 where。

Caught by: as a compiled program
"""

import math

import jax
import jax.numpy as jnp


def padding_mask(lengths, size):
    """Return which positions are real: (batch, size), True for the first lengths[i] of row i."""
    return jnp.arange(size) < lengths[:, None]


def masked_mean(x, mask):
    """Return the mean of x, (batch, time, d), over the real positions: (batch, d), 0 where there is none."""
    total = jnp.stack([row[real].sum(axis=0) for row, real in zip(x, mask)])
    return total / jnp.maximum(mask.sum(axis=1, keepdims=True), 1)


def masked_attention(q, k, v, mask):
    """Return attention over the real keys: (batch, queries, d_v), 0 where there is none."""
    visible = mask[:, None, :]  # (batch, 1, keys): the same for all queries
    scores = q @ k.mT / math.sqrt(q.shape[-1])  # (batch, queries, keys)
    scores = jnp.where(visible, scores, jnp.finfo(scores.dtype).min)  # finite: a row of them is no nan
    weights = jnp.where(visible, jax.nn.softmax(scores, axis=-1), 0)
    return weights @ v


def objective(q, k, v, mask, weights):
    """Return the sum of masked_attention(q, k, v, mask) * weights, a scalar to differentiate."""
    return (masked_attention(q, k, v, mask) * weights).sum()
