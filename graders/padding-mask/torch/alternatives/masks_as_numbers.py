"""-inf for what is hidden, except in empty rows, whose scores stay and whose output is multiplied by 0."""

import torch


def padding_mask(lengths, size):
    positions = torch.arange(size, device=lengths.device).expand(len(lengths), size)
    return positions.lt(lengths.unsqueeze(1))


def masked_mean(x, mask):
    weights = mask.to(x.dtype)
    counts = torch.where(mask.any(1), weights.sum(1), torch.ones_like(weights[:, 0]))
    return torch.einsum("btd,bt->bd", x, weights) / counts.unsqueeze(1)


def masked_attention(q, k, v, mask):
    some = mask.any(dim=1)[:, None, None]  # (batch, 1, 1)
    scores = torch.einsum("bqd,bkd->bqk", q, k) * q.size(-1) ** -0.5
    scores = scores.masked_fill(~mask.unsqueeze(1) & some, float("-inf"))
    return scores.softmax(dim=-1) @ v * some.to(v.dtype)


def objective(q, k, v, mask, weights):
    return torch.sum(masked_attention(q, k, v, mask) * weights)
