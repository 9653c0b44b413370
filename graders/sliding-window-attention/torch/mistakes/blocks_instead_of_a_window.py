"""The sequence is cut into blocks of `window`, and a query sees the earlier positions of its own block. At
the start of a block it sees nothing but itself. A window slides along with the query.

zh: 序列被切成大小为 `window` 的块，查询只能看到本块中之前的位置；在块的开头就只看得到自己。窗口应随查询滑动。

Caught by: the mask
"""

import math

import torch


def window_mask(time, window):
    """Return which keys each query sees: (time, time), True for itself and the window - 1 before it."""
    distance = torch.arange(time)[:, None] - torch.arange(time)  # from key j to query i
    return (distance >= 0) & (torch.arange(time)[:, None] // window == torch.arange(time) // window)


def sliding_window_attention(q, k, v, window):
    """Return the output: (..., time, d_v)."""
    scores = q @ k.mT / math.sqrt(q.shape[-1])  # (..., time, time)
    scores = scores.masked_fill(~window_mask(q.shape[-2], window), -math.inf)
    return torch.softmax(scores, dim=-1) @ v
