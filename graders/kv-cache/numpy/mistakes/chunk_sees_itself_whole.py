"""Every query of a chunk sees all slots filled so far, later positions of its own chunk included. One
position at a time hides that; a prompt is decoded as one chunk. Query i sees up to length + i.

zh: 一次处理的多个查询中，每个都能看到所有已填的槽位，包括同一段里后面的位置。逐个位置解码时看不出来；而提示词是一次处理完的。查询 i 只能看到 length + i 为止。

Caught by: several positions at once
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
    visible = np.arange(total) <= total - 1
    scores = np.where(visible, scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights @ values, {"k": cache["k"], "v": cache["v"], "length": total}
