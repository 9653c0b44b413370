"""The new keys and values always go to the front of the cache, over the first ones. They belong at
`length`, behind what is there.

zh: 新的键和值总是写在缓存的最前面，覆盖了最早的那些。它们应写在 `length` 处，即已有内容之后。

Caught by: step by step
"""

import math

import numpy as np


def init_cache(batch, heads, capacity, d):
    """Return an empty cache for `capacity` positions."""
    shape = (batch, heads, capacity, d)
    return {"k": np.zeros(shape), "v": np.zeros(shape), "length": 0}


def decode(q, k, v, cache):
    """Return the output of the new positions, (batch, heads, new, d), and the cache with them."""
    length, new = cache["length"], q.shape[2]
    total = length + new
    cache["k"][:, :, :new] = k
    cache["v"][:, :, :new] = v
    keys, values = cache["k"][:, :, :total], cache["v"][:, :, :total]  # no empty slots

    scores = q @ np.swapaxes(keys, -1, -2) / math.sqrt(q.shape[-1])  # (batch, heads, new, total)
    visible = np.arange(total) <= np.arange(length, total)[:, None]
    scores = np.where(visible, scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights @ values, {"k": cache["k"], "v": cache["v"], "length": total}
