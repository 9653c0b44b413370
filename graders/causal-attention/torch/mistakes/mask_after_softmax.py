"""You set weights to 0 after the softmax. The denominator still holds the later keys, so the weights no
longer sum to 1, and they depend on the future. Mask the scores, before the softmax.

zh: 你在 softmax 之后才把权重置 0。分母里仍有后面的键，于是权重之和不再是 1，而且依赖于未来。应在 softmax 之前对得分加掩码。

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
    return torch.softmax(scores, dim=-1) * visible @ v
