"""The new queries are masked as if they stood at position 0, so a step sees the first slot only, for ever.
Query i stands at length + i.

zh: 新的查询被当作位于位置 0 来加掩码，于是每一步永远只看得到第一个槽位。查询 i 位于 length + i。

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
    cache["k"][:, :, length:total] = k
    cache["v"][:, :, length:total] = v
    keys, values = cache["k"][:, :, :total], cache["v"][:, :, :total]  # no empty slots

    scores = q @ np.swapaxes(keys, -1, -2) / math.sqrt(q.shape[-1])  # (batch, heads, new, total)
    visible = np.arange(total) <= np.arange(new)[:, None]
    scores = np.where(visible, scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights @ values, {"k": cache["k"], "v": cache["v"], "length": total}
