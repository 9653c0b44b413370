"""Nothing is masked: every query sees all keys, later ones too. A language model trained so copies the next
token from its input and has learned nothing. Put -inf into the scores of later keys.

zh: 没有加任何掩码：每个查询都能看到所有键，包括后面的。这样训练的语言模型只会从输入中抄下一个词元，什么也没学到。请把后面各键的得分设为 -inf。

Caught by: no look into the future
"""

import math

import numpy as np


def causal_mask(queries, keys):
    """Return which keys each query sees: (queries, keys), True for itself and all before it."""
    position = np.arange(keys - queries, keys)  # of each query, in the whole sequence
    return np.arange(keys) <= position[:, None]


def causal_attention(q, k, v):
    """Return the output: (..., queries, d_v)."""
    scores = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])  # (..., queries, keys)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True) @ v
