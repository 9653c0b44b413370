"""The mask as zeros and ones that multiply; -1e30 is low enough for any real score."""

import numpy as np


def padding_mask(lengths, size):
    return np.stack([np.arange(size) < length for length in lengths])


def masked_mean(x, mask):
    counts = mask.sum(axis=1).clip(1)
    return np.einsum("btd,bt->bd", x, mask.astype(x.dtype)) / counts[:, None]


def masked_attention(q, k, v, mask):
    scores = np.einsum("bqd,bkd->bqk", q, k) / np.sqrt(q.shape[-1])
    scores = np.where(mask[:, None], scores, -1e30)
    exp = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = exp / exp.sum(axis=-1, keepdims=True)  # those of an empty sequence are uniform here
    return np.einsum("bqk,bkv->bqv", weights * mask[:, None], v)
