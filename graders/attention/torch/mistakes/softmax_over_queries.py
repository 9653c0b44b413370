"""The softmax runs along the queries, so each key's column sums to 1 and a query's weights do not. A query
distributes its attention over the keys: take the last axis of (..., queries, keys).

zh: softmax 沿查询的轴进行，于是每个键所在的列之和为 1，而某个查询的权重之和却不是 1。注意力由查询分配给各个键：应沿 (..., queries, keys) 的最后一个轴做 softmax。

Caught by: values
"""

import math

import torch


def attention(q, k, v):
    """Return for each query the weighted mean of the values: (..., queries, d_v)."""
    scores = q @ k.mT / math.sqrt(q.shape[-1])  # (..., queries, keys)
    weights = torch.softmax(scores, dim=-2)
    return weights @ v


def objective(q, k, v, weights):
    """Return the sum of attention(q, k, v) * weights, a scalar to differentiate."""
    return (attention(q, k, v) * weights).sum()
