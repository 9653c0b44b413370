"""The mask is off by one: each query sees the next position as well, which in a language model is the very
token to predict. A query may see itself and what came before: j <= i.

zh: 掩码差了一位：每个查询还能看到下一个位置，而在语言模型中那正是要预测的词元。查询只能看到自己和之前的位置：j <= i。

Caught by: no look into the future
"""

import math

import numpy as np


def causal_mask(queries, keys):
    """Return which keys each query sees: (queries, keys), True for itself and all before it."""
    position = np.arange(keys - queries, keys)  # of each query, in the whole sequence
    return np.arange(keys) <= position[:, None] + 1


def causal_attention(q, k, v):
    """Return the output: (..., queries, d_v)."""
    scores = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])  # (..., queries, keys)
    scores = np.where(causal_mask(*scores.shape[-2:]), scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True) @ v
