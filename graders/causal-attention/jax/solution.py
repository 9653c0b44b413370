"""Causal scaled dot-product attention; the queries are the last ones of the sequence."""

import math

import jax
import jax.numpy as jnp


def causal_mask(queries, keys):
    """Return which keys each query sees: (queries, keys), True for itself and all before it."""
    position = jnp.arange(keys - queries, keys)  # of each query, in the whole sequence
    return jnp.arange(keys) <= position[:, None]


def causal_attention(q, k, v):
    """Return the output: (..., queries, d_v)."""
    scores = q @ k.mT / math.sqrt(q.shape[-1])  # (..., queries, keys)
    scores = jnp.where(causal_mask(*scores.shape[-2:]), scores, -jnp.inf)
    return jax.nn.softmax(scores, axis=-1) @ v
