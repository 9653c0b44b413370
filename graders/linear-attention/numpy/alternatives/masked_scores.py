"""The causal form with its matrix of scores and a triangle, as it is computed within a block; the other one by associativity."""

import numpy as np


def features(x):
    return np.where(x > 0, x + 1, np.exp(np.where(x > 0, 0.0, x)))


def linear_attention(q, k, v):
    kv = np.einsum("...kd,...kv->...dv", features(k), v)
    norm = np.einsum("...qd,...kd->...q", features(q), features(k).sum(axis=-2)[..., None, :])
    return np.einsum("...qd,...dv->...qv", features(q), kv) / norm[..., None]


def causal_linear_attention(q, k, v):
    scores = np.einsum("...qd,...kd->...qk", features(q), features(k))
    scores = np.tril(scores)
    return scores @ v / scores.sum(axis=-1)[..., None]
