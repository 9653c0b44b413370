"""Slopes by logspace; distances limited at 0 beside a mask."""

import torch


def sinusoidal(time, d, base=10000.0):
    exponents = torch.linspace(0, 1 - 2 / d, d // 2)
    angles = torch.arange(time)[:, None] / base**exponents
    return torch.cat([angles.sin()[..., None], angles.cos()[..., None]], dim=-1).flatten(1)


def alibi_slopes(heads):
    return torch.logspace(-8 / heads, -8, heads, base=2)


def alibi_attention(q, k, v):
    keys = torch.arange(k.size(2))
    distance = keys[-q.size(2) :, None] - keys
    bias = torch.einsum("h,qk->hqk", alibi_slopes(q.size(1)).to(q), -distance.clamp(min=0).to(q))
    scores = torch.einsum("bhqd,bhkd->bhqk", q, k) * q.size(3) ** -0.5 + bias
    return scores.masked_fill(distance < 0, -1e30).softmax(-1) @ v
