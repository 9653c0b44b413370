"""elu is written as where(x > 0, x + 1, exp(x)). For large x, exp overflows in the branch that is not
taken: the value is right, and the gradient is 0 times inf, nan. Limit the argument of exp to 0.

zh: elu 写成了 where(x > 0, x + 1, exp(x))。x 很大时，没有被选中的分支里 exp 会上溢：数值正确，梯度却是 0 乘以 inf，即 nan。应把 exp 的参数限制在 0 以下。

Caught by: gradient
"""

import torch


def features(x):
    """Return elu(x) + 1, which is positive."""
    return torch.where(x > 0, x + 1, torch.exp(x))


def linear_attention(q, k, v):
    """Return the output over all keys: (..., queries, d_v)."""
    q, k = features(q), features(k)
    kv = k.mT @ v  # (..., d, d_v): all that is kept of the keys and values
    total = k.sum(dim=-2)  # (..., d)
    return q @ kv / (q @ total[..., None])


def causal_linear_attention(q, k, v):
    """Return the output over the keys up to one's own position: (..., time, d_v)."""
    q, k = features(q), features(k)
    kv = torch.cumsum(k[..., :, None] * v[..., None, :], dim=-3)  # (..., time, d, d_v)
    total = torch.cumsum(k, dim=-2)  # (..., time, d)
    return torch.einsum("...td,...tdv->...tv", q, kv) / (q * total).sum(dim=-1, keepdim=True)


def objective(qkv, weights):
    """Return the sum of causal_linear_attention(*qkv) * weights, a scalar to differentiate."""
    return (causal_linear_attention(*qkv) * weights).sum()
