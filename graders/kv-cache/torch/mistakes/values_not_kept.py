"""The new keys are written into the cache, the new values are not: the past is weighed rightly, and its
values are zeros. Keep both.

zh: 新的键写入了缓存，新的值却没有：对过去的权重是对的，但值都是 0。两者都要保留。

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
    visible = torch.arange(total) <= torch.arange(length, total)[:, None]
    scores = scores.masked_fill(~visible, -math.inf)
    return torch.softmax(scores, dim=-1) @ values, {"k": cache["k"], "v": 0 * cache["v"], "length": total}
