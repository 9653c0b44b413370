"""Every query of a chunk sees all slots filled so far, later positions of its own chunk included. One
position at a time hides that; a prompt is decoded as one chunk. Query i sees up to length + i.

zh: 一次处理的多个查询中，每个都能看到所有已填的槽位，包括同一段里后面的位置。逐个位置解码时看不出来；而提示词是一次处理完的。查询 i 只能看到 length + i 为止。

Caught by: several positions at once
"""

import math

import jax
import jax.numpy as jnp
from jax import lax


def init_cache(batch, heads, capacity, d):
    """Return an empty cache for `capacity` positions."""
    shape = (batch, heads, capacity, d)
    return {"k": jnp.zeros(shape), "v": jnp.zeros(shape), "length": jnp.zeros((), jnp.int32)}


def decode(q, k, v, cache):
    """Return the output of the new positions, (batch, heads, new, d), and the cache with them."""
    length, new = cache["length"], q.shape[2]
    keys = lax.dynamic_update_slice_in_dim(cache["k"], k, length, axis=2)
    values = lax.dynamic_update_slice_in_dim(cache["v"], v, length, axis=2)

    scores = q @ keys.mT / math.sqrt(q.shape[-1])  # (batch, heads, new, capacity)
    position = length + new - 1
    visible = jnp.arange(keys.shape[2]) <= position  # hides the empty slots too
    scores = jnp.where(visible, scores, -jnp.inf)
    return jax.nn.softmax(scores, axis=-1) @ values, {"k": keys, "v": values, "length": length + new}
