"""The keys are transposed by numbers that fit four axes only. Without the batch and head axes those numbers
do not exist. Swap the last two axes, counted from the end.

zh: 转置键时用的轴编号只适合四个轴。没有批量轴和头轴时，这些编号并不存在。请从末尾数，交换最后两个轴。

Caught by: any leading axes
"""

import math

import torch


def attention(q, k, v):
    """Return for each query the weighted mean of the values: (..., queries, d_v)."""
    scores = q @ k.transpose(2, 3) / math.sqrt(q.shape[-1])  # (..., queries, keys)
    weights = torch.softmax(scores, dim=-1)
    return weights @ v


def objective(q, k, v, weights):
    """Return the sum of attention(q, k, v) * weights, a scalar to differentiate."""
    return (attention(q, k, v) * weights).sum()
