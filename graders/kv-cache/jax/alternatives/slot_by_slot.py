"""A scan over the new positions, each written into its slot and decoded before the next."""

import jax
import jax.numpy as jnp
from jax import lax


def init_cache(batch, heads, capacity, d):
    shape = (batch, heads, capacity, d)
    return {"length": jnp.zeros((), jnp.int32), "keys": jnp.zeros(shape), "values": jnp.zeros(shape)}


def decode(q, k, v, cache):
    def step(cache, new):
        query, key, value = new  # (batch, heads, d)
        slot = cache["length"]
        keys = cache["keys"].at[:, :, slot].set(key)
        values = cache["values"].at[:, :, slot].set(value)
        scores = jnp.einsum("bhd,bhkd->bhk", query, keys) / q.shape[-1] ** 0.5
        scores = jnp.where(jnp.arange(keys.shape[2]) <= slot, scores, jnp.finfo(scores.dtype).min)
        out = jnp.einsum("bhk,bhkd->bhd", jax.nn.softmax(scores, axis=-1), values)
        return {"length": slot + 1, "keys": keys, "values": values}, out

    cache, outs = lax.scan(step, cache, tuple(jnp.moveaxis(x, 2, 0) for x in (q, k, v)))
    return jnp.moveaxis(outs, 0, 2), cache
