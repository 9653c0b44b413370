"""Each head of keys and values repeated for its group; then ordinary attention."""

import jax.numpy as jnp


def grouped_query_attention(q, k, v):
    group = q.shape[1] // k.shape[1]
    k, v = (jnp.repeat(x, group, axis=1) for x in (k, v))
    scores = jnp.einsum("bhqd,bhkd->bhqk", q, k) * q.shape[-1] ** -0.5
    exp = jnp.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = exp / exp.sum(axis=-1, keepdims=True)
    return jnp.einsum("bhqk,bhkv->bhqv", weights, v)
