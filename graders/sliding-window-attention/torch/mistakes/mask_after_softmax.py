"""The weights outside the window are set to 0 after the softmax, so those inside no longer sum to 1. Hide
the scores, before the softmax.

zh: 窗口之外的权重在 softmax 之后才置 0，于是窗口内的权重之和不再是 1。应在 softmax 之前遮住得分。

Caught by: values
"""

import math

import torch


def window_mask(time, window):
    """Return which keys each query sees: (time, time), True for itself and the window - 1 before it."""
    distance = torch.arange(time)[:, None] - torch.arange(time)  # from key j to query i
    return (distance >= 0) & (distance < window)


def sliding_window_attention(q, k, v, window):
    """Return the output: (..., time, d_v)."""
    scores = q @ k.mT / math.sqrt(q.shape[-1])  # (..., time, time)
    return torch.softmax(scores, dim=-1) * window_mask(q.shape[-2], window) @ v
