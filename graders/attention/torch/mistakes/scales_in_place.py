"""`q /= ...` writes into the caller's array: the queries are smaller after the call. Divide into a new
array.

zh: `q /= ...` 直接改写了调用者的数组：调用之后查询变小了。请把除法的结果放进新数组。

Caught by: arguments stay as they were
"""

import math

import torch


def attention(q, k, v):
    """Return for each query the weighted mean of the values: (..., queries, d_v)."""
    q /= math.sqrt(q.shape[-1])
    scores = q @ k.mT  # (..., queries, keys)
    weights = torch.softmax(scores, dim=-1)
    return weights @ v


def objective(q, k, v, weights):
    """Return the sum of attention(q, k, v) * weights, a scalar to differentiate."""
    return (attention(q, k, v) * weights).sum()
