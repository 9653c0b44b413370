"""Einsums that name every axis, and masked scores at the lowest finite number."""

import jax.numpy as jnp


def standardise(x):
    return (x - jnp.mean(x, axis=-1, keepdims=True)) / jnp.sqrt(jnp.var(x, axis=-1, keepdims=True) + 1e-5)


def gpt_block(x, p, heads):
    batch, time, d = x.shape
    h = standardise(x) * p["gain1"] + p["bias1"]
    weights = p["w_qkv"].reshape(d, 3, heads, d // heads)
    q, k, v = jnp.einsum("btd,dnhe->nbhte", h, weights) + p["b_qkv"].reshape(3, 1, heads, 1, d // heads)
    scores = jnp.einsum("bhqe,bhke->bhqk", q, k) * (d // heads) ** -0.5
    scores = jnp.where(jnp.arange(time)[:, None] >= jnp.arange(time), scores, jnp.finfo(scores.dtype).min)
    exp = jnp.exp(scores - scores.max(axis=-1, keepdims=True))
    exp = exp / exp.sum(axis=-1, keepdims=True)
    mixed = jnp.einsum("bhqk,bhke,hed->bqd", exp, v, p["w_out"].reshape(heads, d // heads, d))
    x = x + mixed + p["b_out"]
    h = (standardise(x) * p["gain2"] + p["bias2"]) @ p["w_up"] + p["b_up"]
    h = h * 0.5 * (1 + jnp.tanh(0.7978845608028654 * h * (1 + 0.044715 * h * h)))
    return x + h @ p["w_down"] + p["b_down"]
