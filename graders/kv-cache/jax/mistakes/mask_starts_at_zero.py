"""The new queries are masked as if they stood at position 0, so a step sees the first slot only, for ever.
Query i stands at length + i.

zh: 新的查询被当作位于位置 0 来加掩码，于是每一步永远只看得到第一个槽位。查询 i 位于 length + i。

Caught by: step by step
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
    position = jnp.arange(new)[:, None]
    visible = jnp.arange(keys.shape[2]) <= position  # hides the empty slots too
    scores = jnp.where(visible, scores, -jnp.inf)
    return jax.nn.softmax(scores, axis=-1) @ values, {"k": keys, "v": values, "length": length + new}
