"""The mask as a triangle of -inf that is added to the scores."""

import torch


def causal_attention(q, k, v):
    queries, keys = q.size(-2), k.size(-2)
    future = torch.full((queries, keys), float("-inf"), dtype=q.dtype, device=q.device)
    future = future.triu(diagonal=keys - queries + 1)
    scores = torch.einsum("...qd,...kd->...qk", q, k) * q.size(-1) ** -0.5 + future
    return scores.softmax(dim=-1).matmul(v)
