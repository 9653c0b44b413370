"""The keys and values lie in a global of the module, so two sequences share them: the second one attends to
the first one's past. All that is remembered belongs into the cache that is passed.

zh: 键和值放在模块的全局变量里，两个序列共用：第二个序列会看到第一个的过去。需要记住的一切都应放在传入的缓存中。

Caught by: two sequences at a time
"""

import math

import torch

PAST = {}


def init_cache(batch, heads, capacity, d):
    """Return an empty cache for `capacity` positions."""
    PAST["k"] = torch.empty(batch, heads, 0, d)
    PAST["v"] = torch.empty(batch, heads, 0, d)
    return {"length": 0}


def decode(q, k, v, cache):
    """Return the output of the new positions, (batch, heads, new, d), and the cache with them."""
    PAST["k"] = torch.cat([PAST["k"], k], dim=2)
    PAST["v"] = torch.cat([PAST["v"], v], dim=2)
    total, new = PAST["k"].shape[2], q.shape[2]
    scores = q @ PAST["k"].mT / math.sqrt(q.shape[-1])  # (batch, heads, new, total)
    visible = torch.arange(total) <= torch.arange(total - new, total)[:, None]
    scores = scores.masked_fill(~visible, -math.inf)
    return torch.softmax(scores, dim=-1) @ PAST["v"], {"length": total}
