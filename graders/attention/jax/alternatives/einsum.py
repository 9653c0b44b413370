"""Every product as an einsum that names its axes, the softmax by hand."""

import jax.numpy as jnp


def attention(q, k, v):
    scores = jnp.einsum("...qd,...kd->...qk", q * q.shape[-1] ** -0.5, k)
    exp = jnp.exp(scores - scores.max(axis=-1, keepdims=True))
    return jnp.einsum("...qk,...kv->...qv", exp / exp.sum(axis=-1, keepdims=True), v)


def objective(q, k, v, weights):
    return jnp.sum(attention(q, k, v) * weights)
