"""The softmax runs over all slots, the empty ones too: a key of zeros has the score 0 and takes weight
away. Hide what lies behind the query's position.

zh: softmax 包括了所有槽位，连空的也算在内：全零的键得分为 0，会分走权重。应遮住查询位置之后的部分。

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
    position = length + jnp.arange(new)[:, None]
    visible = jnp.arange(keys.shape[2]) <= position  # hides the empty slots too
    return jax.nn.softmax(scores, axis=-1) @ values, {"k": keys, "v": values, "length": length + new}
