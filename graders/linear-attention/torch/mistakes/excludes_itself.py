"""Each position sees the ones before it, and not itself: its own key and value are subtracted. The first
one then has nothing, and 0 / 0 is nan.

zh: 每个位置只看到之前的位置，看不到自己：它自己的键和值被减掉了。第一个位置因此什么也没有，0 / 0 得 nan。

Caught by: causal values
"""

import torch


def features(x):
    """Return elu(x) + 1, which is positive."""
    return torch.nn.functional.elu(x) + 1


def linear_attention(q, k, v):
    """Return the output over all keys: (..., queries, d_v)."""
    q, k = features(q), features(k)
    kv = k.mT @ v  # (..., d, d_v): all that is kept of the keys and values
    total = k.sum(dim=-2)  # (..., d)
    return q @ kv / (q @ total[..., None])


def causal_linear_attention(q, k, v):
    """Return the output over the keys up to one's own position: (..., time, d_v)."""
    q, k = features(q), features(k)
    kv = torch.cumsum(k[..., :, None] * v[..., None, :], dim=-3) - k[..., :, None] * v[..., None, :]
    total = torch.cumsum(k, dim=-2) - k
    return torch.einsum("...td,...tdv->...tv", q, kv) / (q * total).sum(dim=-1, keepdim=True)


def objective(qkv, weights):
    """Return the sum of causal_linear_attention(*qkv) * weights, a scalar to differentiate."""
    return (causal_linear_attention(*qkv) * weights).sum()
