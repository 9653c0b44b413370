"""Nothing is masked: every query sees all keys, later ones too. A language model trained so copies the next
token from its input and has learned nothing. Put -inf into the scores of later keys.

zh: 没有加任何掩码：每个查询都能看到所有键，包括后面的。这样训练的语言模型只会从输入中抄下一个词元，什么也没学到。请把后面各键的得分设为 -inf。

Caught by: no look into the future
"""

import math

import torch


def causal_mask(queries, keys, device):
    """Return which keys each query sees: (queries, keys), True for itself and all before it."""
    position = torch.arange(keys - queries, keys, device=device)  # of each query, in the whole sequence
    return torch.arange(keys, device=device) <= position[:, None]


def causal_attention(q, k, v):
    """Return the output: (..., queries, d_v)."""
    scores = q @ k.mT / math.sqrt(q.shape[-1])  # (..., queries, keys)
    visible = causal_mask(*scores.shape[-2:], q.device)
    return torch.softmax(scores, dim=-1) @ v
