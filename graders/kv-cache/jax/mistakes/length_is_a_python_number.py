"""The length is a Python integer. Under jit it would have to be static, and every new length compiles the
step again; as an array it is data like the keys. Start with jnp.zeros((), jnp.int32).

zh: 长度是 Python 整数。在 jit 之下它只能是静态参数，每个新的长度都要重新编译；作为数组，它就和键一样是数据。请从 jnp.zeros((), jnp.int32) 开始。

Caught by: one shape for all steps
"""

import math

import jax
import jax.numpy as jnp
from jax import lax


def init_cache(batch, heads, capacity, d):
    """Return an empty cache for `capacity` positions."""
    shape = (batch, heads, capacity, d)
    return {"k": jnp.zeros(shape), "v": jnp.zeros(shape), "length": 0}


def decode(q, k, v, cache):
    """Return the output of the new positions, (batch, heads, new, d), and the cache with them."""
    length, new = cache["length"], q.shape[2]
    keys = lax.dynamic_update_slice_in_dim(cache["k"], k, length, axis=2)
    values = lax.dynamic_update_slice_in_dim(cache["v"], v, length, axis=2)

    scores = q @ keys.mT / math.sqrt(q.shape[-1])  # (batch, heads, new, capacity)
    position = length + jnp.arange(new)[:, None]
    visible = jnp.arange(keys.shape[2]) <= position  # hides the empty slots too
    scores = jnp.where(visible, scores, -jnp.inf)
    return jax.nn.softmax(scores, axis=-1) @ values, {"k": keys, "v": values, "length": length + new}
