"""The causal form with its matrix of scores and a triangle, as it is computed within a block; the other one by associativity."""

import jax.numpy as jnp


def features(x):
    return jnp.where(x > 0, x + 1, jnp.exp(jnp.where(x > 0, 0.0, x)))


def linear_attention(q, k, v):
    kv = jnp.einsum("...kd,...kv->...dv", features(k), v)
    norm = jnp.einsum("...qd,...kd->...q", features(q), features(k).sum(axis=-2)[..., None, :])
    return jnp.einsum("...qd,...dv->...qv", features(q), kv) / norm[..., None]


def causal_linear_attention(q, k, v):
    scores = jnp.einsum("...qd,...kd->...qk", features(q), features(k))
    scores = jnp.tril(scores)
    return scores @ v / scores.sum(axis=-1)[..., None]


def objective(qkv, weights):
    return (causal_linear_attention(*qkv) * weights).sum()
