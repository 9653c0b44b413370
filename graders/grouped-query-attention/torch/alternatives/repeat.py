"""Each head of keys and values repeated for its group; then ordinary attention."""

import torch


def grouped_query_attention(q, k, v):
    group = q.shape[1] // k.shape[1]
    k, v = (x.repeat_interleave(group, dim=1) for x in (k, v))
    scores = torch.einsum("bhqd,bhkd->bhqk", q, k) * q.shape[-1] ** -0.5
    weights = scores.softmax(dim=-1)
    return torch.einsum("bhqk,bhkv->bhqv", weights, v)
