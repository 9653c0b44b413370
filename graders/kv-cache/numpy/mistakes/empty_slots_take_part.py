"""The softmax runs over all slots, the empty ones too: a key of zeros has the score 0 and takes weight
away. Hide what lies behind the query's position.

zh: softmax 包括了所有槽位，连空的也算在内：全零的键得分为 0，会分走权重。应遮住查询位置之后的部分。

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
    keys, values = cache["k"], cache["v"]

    scores = q @ np.swapaxes(keys, -1, -2) / math.sqrt(q.shape[-1])  # (batch, heads, new, total)
    visible = np.arange(keys.shape[2]) <= np.arange(length, total)[:, None]
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights @ values, {"k": cache["k"], "v": cache["v"], "length": total}
