"""Only the band is computed: unfold gives each query a view of its own `window` keys."""

import torch
from torch.nn.functional import pad


def window_mask(time, window):
    full = torch.ones(time, time, dtype=torch.bool)
    return full.tril() & full.triu(1 - window)


def sliding_window_attention(q, k, v, window):
    time = q.size(-2)
    k, v = (pad(x, (0, 0, window - 1, 0)).unfold(-2, window, 1) for x in (k, v))  # (..., time, d, window)
    scores = torch.einsum("...td,...tdw->...tw", q, k) / q.size(-1) ** 0.5
    empty = torch.arange(time)[:, None] + torch.arange(window) < window - 1
    weights = scores.masked_fill(empty, float("-inf")).softmax(dim=-1)
    return torch.einsum("...tw,...tvw->...tv", weights, v)
