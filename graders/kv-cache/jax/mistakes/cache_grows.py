"""The new keys are concatenated to the old ones, so the cache has another shape at every step, and jit
compiles the step anew each time. Keep `capacity` slots, write with lax.dynamic_update_slice, and mask
the empty ones.

zh: 新的键与旧的拼接，缓存每一步的形状都不同，jit 每次都要重新编译。应保持 `capacity` 个槽位，用 lax.dynamic_update_slice 写入，并遮住空槽位。

Caught by: one shape for all steps
"""

import math

import jax
import jax.numpy as jnp


def init_cache(batch, heads, capacity, d):
    """Return an empty cache for `capacity` positions."""
    return {"k": jnp.zeros((batch, heads, 0, d)), "v": jnp.zeros((batch, heads, 0, d))}


def decode(q, k, v, cache):
    """Return the output of the new positions, (batch, heads, new, d), and the cache with them."""
    keys = jnp.concatenate([cache["k"], k], axis=2)
    values = jnp.concatenate([cache["v"], v], axis=2)
    new, total = q.shape[2], keys.shape[2]
    scores = q @ keys.mT / math.sqrt(q.shape[-1])  # (batch, heads, new, total)
    visible = jnp.arange(total) <= jnp.arange(total - new, total)[:, None]
    scores = jnp.where(visible, scores, -jnp.inf)
    return jax.nn.softmax(scores, axis=-1) @ values, {"k": keys, "v": values}
