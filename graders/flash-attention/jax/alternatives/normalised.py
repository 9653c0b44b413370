"""The output so far is kept normalised, with its log-sum-exp: two partial results combine by their weights."""

import jax.numpy as jnp


def start(q, d_v):
    return q, jnp.full(q.shape[:-1], -jnp.inf), jnp.zeros((*q.shape[:-1], d_v))


def absorb(state, k, v):
    q, lse, out = state
    scores = jnp.einsum("bqd,bkd->bqk", q, k) * q.shape[-1] ** -0.5
    top = scores.max(axis=-1)
    exp = jnp.exp(scores - top[..., None])
    new_lse = top + jnp.log(exp.sum(axis=-1))
    new = jnp.einsum("bqk,bkv->bqv", exp, v) / exp.sum(axis=-1)[..., None]
    both = jnp.logaddexp(lse, new_lse)
    return q, both, jnp.exp(lse - both)[..., None] * out + jnp.exp(new_lse - both)[..., None] * new


def finish(state):
    return state[2]


def flash_attention(q, k, v, block):
    state = start(q, v.shape[2])
    keys = k.shape[1]
    for n in range((keys + block - 1) // block):
        chunk = slice(n * block, min(keys, (n + 1) * block))
        state = absorb(state, k[:, chunk], v[:, chunk])
    return finish(state)
