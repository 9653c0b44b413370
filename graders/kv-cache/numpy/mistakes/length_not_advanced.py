"""The length comes back as it was. Each step writes over slot 0 and sees only itself. Return length + new.

zh: 返回的长度没有变。每一步都覆盖槽位 0，而且只看得到自己。应返回 length + new。

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
    visible = np.arange(total) <= np.arange(length, total)[:, None]
    scores = np.where(visible, scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights @ values, {"k": cache["k"], "v": cache["v"], "length": length}
