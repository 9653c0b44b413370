"""The new keys and values always go to the front of the cache, over the first ones. They belong at
`length`, behind what is there.

zh: 新的键和值总是写在缓存的最前面，覆盖了最早的那些。它们应写在 `length` 处，即已有内容之后。

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
    cache["k"][:, :, :new] = k
    cache["v"][:, :, :new] = v
    keys, values = cache["k"][:, :, :total], cache["v"][:, :, :total]  # views without the empty slots

    scores = q @ keys.mT / math.sqrt(q.shape[-1])  # (batch, heads, new, total)
    visible = torch.arange(total) <= torch.arange(length, total)[:, None]
    scores = scores.masked_fill(~visible, -math.inf)
    return torch.softmax(scores, dim=-1) @ values, {"k": cache["k"], "v": cache["v"], "length": total}
