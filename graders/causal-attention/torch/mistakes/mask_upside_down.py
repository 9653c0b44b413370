"""The comparison is the wrong way round: queries see themselves and what comes after. In a mask that says
what is visible, True belongs to the lower triangle; in masked_fill the condition marks what to hide.

zh: 比较的方向反了：查询看到的是自己和后面的位置。表示“可见”的掩码在下三角为 True；而 masked_fill 的条件标出的是要遮住的位置。

Caught by: no look into the future
"""

import math

import torch


def causal_mask(queries, keys, device):
    """Return which keys each query sees: (queries, keys), True for itself and all before it."""
    position = torch.arange(keys - queries, keys, device=device)  # of each query, in the whole sequence
    return torch.arange(keys, device=device) >= position[:, None]


def causal_attention(q, k, v):
    """Return the output: (..., queries, d_v)."""
    scores = q @ k.mT / math.sqrt(q.shape[-1])  # (..., queries, keys)
    visible = causal_mask(*scores.shape[-2:], q.device)
    scores = scores.masked_fill(~visible, -math.inf)
    return torch.softmax(scores, dim=-1) @ v
