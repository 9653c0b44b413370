"""Each head of keys and values repeated for its group; then ordinary attention."""

import numpy as np


def grouped_query_attention(q, k, v):
    group = q.shape[1] // k.shape[1]
    k, v = (np.repeat(x, group, axis=1) for x in (k, v))
    scores = np.einsum("bhqd,bhkd->bhqk", q, k) * q.shape[-1] ** -0.5
    exp = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = exp / exp.sum(axis=-1, keepdims=True)
    return np.einsum("bhqk,bhkv->bhqv", weights, v)
