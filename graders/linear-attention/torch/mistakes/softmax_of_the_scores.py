"""The features' products are put through a softmax as well. The feature map takes the softmax's place: the
weight is the product itself, divided by the sum.

zh: 特征的乘积又经过了一次 softmax。特征映射正是用来代替 softmax 的：权重就是乘积本身除以总和。

Caught by: values
"""

import torch


def features(x):
    """Return elu(x) + 1, which is positive."""
    return torch.nn.functional.elu(x) + 1


def linear_attention(q, k, v):
    """Return the output over all keys: (..., queries, d_v)."""
    q, k = features(q), features(k)
    weights = torch.exp(q @ k.mT)
    return weights @ v / weights.sum(dim=-1, keepdim=True)


def causal_linear_attention(q, k, v):
    """Return the output over the keys up to one's own position: (..., time, d_v)."""
    q, k = features(q), features(k)
    kv = torch.cumsum(k[..., :, None] * v[..., None, :], dim=-3)  # (..., time, d, d_v)
    total = torch.cumsum(k, dim=-2)  # (..., time, d)
    return torch.einsum("...td,...tdv->...tv", q, kv) / (q * total).sum(dim=-1, keepdim=True)


def objective(qkv, weights):
    """Return the sum of causal_linear_attention(*qkv) * weights, a scalar to differentiate."""
    return (causal_linear_attention(*qkv) * weights).sum()
