"""A chunk is decoded position by position; the filled slots are counted in an array."""

import numpy as np


def init_cache(batch, heads, capacity, d):
    return {"filled": np.zeros(capacity, dtype=bool), "kv": np.full((2, batch, heads, capacity, d), np.nan)}


def decode(q, k, v, cache):
    filled, kv = cache["filled"], cache["kv"]
    outs = []
    for i in range(q.shape[2]):
        slot = filled.sum()
        kv[0, :, :, slot], kv[1, :, :, slot] = k[:, :, i], v[:, :, i]
        filled[slot] = True
        keys, values = kv[..., filled, :]
        scores = np.einsum("bhd,bhkd->bhk", q[:, :, i], keys) / np.sqrt(q.shape[3])
        exp = np.exp(scores - scores.max(axis=-1, keepdims=True))
        outs.append(np.einsum("bhk,bhkd->bhd", exp / exp.sum(axis=-1, keepdims=True), values))
    return np.stack(outs, axis=2), cache
