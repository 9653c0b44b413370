"""The new keys and values always go to the front of the cache, over the first ones. They belong at
`length`, behind what is there.

zh: 新的键和值总是写在缓存的最前面，覆盖了最早的那些。它们应写在 `length` 处，即已有内容之后。

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
    keys = lax.dynamic_update_slice_in_dim(cache["k"], k, 0, axis=2)
    values = lax.dynamic_update_slice_in_dim(cache["v"], v, 0, axis=2)

    scores = q @ keys.mT / math.sqrt(q.shape[-1])  # (batch, heads, new, capacity)
    position = length + jnp.arange(new)[:, None]
    visible = jnp.arange(keys.shape[2]) <= position  # hides the empty slots too
    scores = jnp.where(visible, scores, -jnp.inf)
    return jax.nn.softmax(scores, axis=-1) @ values, {"k": keys, "v": values, "length": length + new}
