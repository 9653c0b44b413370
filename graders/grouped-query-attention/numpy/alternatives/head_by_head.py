"""One query head at a time, with the keys and values of its group."""

import numpy as np


def grouped_query_attention(q, k, v):
    heads, kv_heads = q.shape[1], k.shape[1]
    out = np.empty((*q.shape[:3], v.shape[3]), dtype=q.dtype)
    for head in range(heads):
        shared = head * kv_heads // heads
        scores = q[:, head] @ k[:, shared].transpose(0, 2, 1) / np.sqrt(q.shape[3])
        exp = np.exp(scores - scores.max(axis=-1, keepdims=True))
        out[:, head] = exp @ v[:, shared] / exp.sum(axis=-1, keepdims=True)
    return out
