"""The new queries are masked as if they stood at position 0, so a step sees the first slot only, for ever.
Query i stands at length + i.

zh: 新的查询被当作位于位置 0 来加掩码，于是每一步永远只看得到第一个槽位。查询 i 位于 length + i。

Caught by: step by step
"""

import math

import torch


def init_cache(batch, heads, capacity, d):
    """Return an empty cache for `capacity` positions."""
    shape = (batch, heads, capacity, d)
    return {"k": torch.zeros(shape), "v": torch.zeros(shape), "length": 0}


def decode(q, k, v, cache):
    """Return the output of the new positions, (batch, heads, new, d), and the cache with them."""
    length, new = cache["length"], q.shape[2]
    total = length + new
    cache["k"][:, :, length:total] = k
    cache["v"][:, :, length:total] = v
    keys, values = cache["k"][:, :, :total], cache["v"][:, :, :total]  # views without the empty slots

    scores = q @ keys.mT / math.sqrt(q.shape[-1])  # (batch, heads, new, total)
    visible = torch.arange(total) <= torch.arange(new)[:, None]
    scores = scores.masked_fill(~visible, -math.inf)
    return torch.softmax(scores, dim=-1) @ values, {"k": cache["k"], "v": cache["v"], "length": total}
