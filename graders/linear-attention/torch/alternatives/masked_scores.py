"""The causal form with its matrix of scores and a triangle, as it is computed within a block; the other one by associativity."""

import torch


def features(x):
    return torch.where(x > 0, x + 1, torch.exp(torch.where(x > 0, 0.0, x)))


def linear_attention(q, k, v):
    kv = torch.einsum("...kd,...kv->...dv", features(k), v)
    norm = torch.einsum("...qd,...kd->...q", features(q), features(k).sum(dim=-2)[..., None, :])
    return torch.einsum("...qd,...dv->...qv", features(q), kv) / norm[..., None]


def causal_linear_attention(q, k, v):
    scores = torch.einsum("...qd,...kd->...qk", features(q), features(k))
    scores = torch.tril(scores)
    return scores @ v / scores.sum(dim=-1)[..., None]


def objective(qkv, weights):
    return (causal_linear_attention(*qkv) * weights).sum()
