"""Hidden scores are lowered by 10000 only. Where the visible scores are lower than that, hidden keys win.
Use -inf, or the lowest finite number.

zh: 被遮住的得分只降低了 10000。当可见的得分比这还低时，被遮住的键反而胜出。请用 -inf，或最小的有限数。

Caught by: extreme scores
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
    scores = scores - 1e4 * ~window_mask(q.shape[-2], window)
    return torch.softmax(scores, dim=-1) @ v
