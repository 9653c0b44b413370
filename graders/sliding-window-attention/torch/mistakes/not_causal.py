"""The window reaches to both sides: the absolute distance is compared. In a language model a query may not
see what comes after.

zh: 窗口向两边伸展：比较的是距离的绝对值。在语言模型中，查询不能看到后面的位置。

Caught by: the mask
"""

import math

import torch


def window_mask(time, window):
    """Return which keys each query sees: (time, time), True for itself and the window - 1 before it."""
    distance = torch.arange(time)[:, None] - torch.arange(time)  # from key j to query i
    return abs(distance) < window


def sliding_window_attention(q, k, v, window):
    """Return the output: (..., time, d_v)."""
    scores = q @ k.mT / math.sqrt(q.shape[-1])  # (..., time, time)
    scores = scores.masked_fill(~window_mask(q.shape[-2], window), -math.inf)
    return torch.softmax(scores, dim=-1) @ v
