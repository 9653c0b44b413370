"""The bias is added before the division by sqrt(d), so it shrinks with the scores. ALiBi's slopes are meant
for scores that are scaled already.

zh: 偏置在除以 sqrt(d) 之前就加上了，因此也被缩小。ALiBi 的斜率是针对已经缩放的得分的。

Caught by: ALiBi attention
"""

import math

import torch


def sinusoidal(time, d, base=10000.0):
    """Return the encodings of the positions 0 to time - 1: (time, d), sines and cosines in turn."""
    frequencies = base ** (-torch.arange(0, d, 2) / d)  # (d / 2,)
    angles = torch.arange(time)[:, None] * frequencies  # (time, d / 2)
    return torch.stack([torch.sin(angles), torch.cos(angles)], dim=-1).reshape(time, d)


def alibi_slopes(heads):
    """Return how fast each head forgets: (heads,), a geometric sequence that ends at 2 ** -8."""
    return 2.0 ** (-8 * torch.arange(1, heads + 1) / heads)


def alibi_attention(q, k, v):
    """Return causal attention that is biased by distance: (batch, heads, queries, d_v)."""
    heads, queries, d = q.shape[1:]
    keys = k.shape[2]
    distance = torch.arange(keys - queries, keys)[:, None] - torch.arange(keys)  # (queries, keys)
    bias = -alibi_slopes(heads)[:, None, None] * distance  # (heads, queries, keys)
    bias = bias.masked_fill(distance < 0, -math.inf)
    scores = q @ k.mT / math.sqrt(d) + bias.to(q) / math.sqrt(d)
    return torch.softmax(scores, dim=-1) @ v
