"""The mask as a triangle of -inf that is added to the scores."""

import numpy as np


def causal_attention(q, k, v):
    queries, keys = q.shape[-2], k.shape[-2]
    future = np.triu(np.full((queries, keys), -np.inf), k=keys - queries + 1)
    scores = np.einsum("...qd,...kd->...qk", q, k) / np.sqrt(q.shape[-1]) + future
    exp = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.einsum("...qk,...kv->...qv", exp, v) / exp.sum(axis=-1)[..., None]
