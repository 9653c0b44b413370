"""Causal attention to the last `window` positions."""

import math

import torch


def window_mask(time, window):
    """Return which keys each query sees: (time, time), True for itself and the window - 1 before it."""
    distance = torch.arange(time)[:, None] - torch.arange(time)  # from key j to query i
    return (distance >= 0) & (distance < window)


def sliding_window_attention(q, k, v, window):
    """Return the output: (..., time, d_v)."""
    scores = q @ k.mT / math.sqrt(q.shape[-1])  # (..., time, time)
    scores = scores.masked_fill(~window_mask(q.shape[-2], window), -math.inf)
    return torch.softmax(scores, dim=-1) @ v
