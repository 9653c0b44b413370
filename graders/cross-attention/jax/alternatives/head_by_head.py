"""One head at a time; the heads side by side at the end."""

import jax.numpy as jnp


def cross_attention(x, memory, mask, p, heads):
    q = jnp.split(x @ p["wq"] + p["bq"], heads, axis=-1)
    k = jnp.split(memory @ p["wk"] + p["bk"], heads, axis=-1)
    v = jnp.split(memory @ p["wv"] + p["bv"], heads, axis=-1)
    hidden = jnp.where(mask, 0.0, -jnp.inf)[:, None]  # (batch, 1, keys)
    outs = []
    for each in range(heads):
        scores = jnp.einsum("bqd,bkd->bqk", q[each], k[each]) / q[each].shape[-1] ** 0.5 + hidden
        exp = jnp.exp(scores - scores.max(axis=-1, keepdims=True))
        outs.append(exp / exp.sum(axis=-1, keepdims=True) @ v[each])
    return jnp.concatenate(outs, axis=-1) @ p["wo"] + p["bo"]
