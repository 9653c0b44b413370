"""One sequence at a time, cut to its real positions: what a mask must amount to."""

import numpy as np


def padding_mask(lengths, size):
    mask = np.zeros((len(lengths), size), dtype=bool)
    for row, length in zip(mask, lengths):
        row[:length] = True
    return mask


def masked_mean(x, mask):
    return np.stack([row[real].mean(axis=0) if real.any() else np.zeros_like(row[0]) for row, real in zip(x, mask)])


def attention(q, k, v):
    scores = q @ k.T / np.sqrt(q.shape[1])
    exp = np.exp(scores - scores.max(axis=1, keepdims=True))
    return exp / exp.sum(axis=1, keepdims=True) @ v


def masked_attention(q, k, v, mask):
    out = np.zeros((*q.shape[:2], v.shape[2]), dtype=q.dtype)
    for i, real in enumerate(mask):
        if real.any():
            out[i] = attention(q[i], k[i][real], v[i][real])
    return out
