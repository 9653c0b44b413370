"""One sequence at a time, cut to its real positions: what a mask must amount to."""

import torch


def padding_mask(lengths, size):
    mask = torch.zeros(len(lengths), size, dtype=torch.bool)
    for row, length in zip(mask, lengths.tolist()):
        row[:length] = True
    return mask


def masked_mean(x, mask):
    return torch.stack([row[real].mean(0) if real.any() else row.new_zeros(row.shape[1]) for row, real in zip(x, mask)])


def attention(q, k, v):
    return torch.softmax(q @ k.T / q.shape[1] ** 0.5, dim=1) @ v


def masked_attention(q, k, v, mask):
    rows = [attention(*each[:1], each[1][each[3]], each[2][each[3]]) for each in zip(q, k, v, mask)]
    return torch.stack(rows)  # a product over no keys is 0


def objective(q, k, v, mask, weights):
    return (masked_attention(q, k, v, mask) * weights).sum()
