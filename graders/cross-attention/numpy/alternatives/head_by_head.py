"""One head at a time; the heads side by side at the end."""

import numpy as np


def cross_attention(x, memory, mask, p, heads):
    q = np.split(x @ p["wq"] + p["bq"], heads, axis=-1)
    k = np.split(memory @ p["wk"] + p["bk"], heads, axis=-1)
    v = np.split(memory @ p["wv"] + p["bv"], heads, axis=-1)
    hidden = np.where(mask, 0.0, -np.inf)[:, None]  # (batch, 1, keys)
    outs = []
    for each in range(heads):
        scores = np.einsum("bqd,bkd->bqk", q[each], k[each]) / q[each].shape[-1] ** 0.5 + hidden
        exp = np.exp(scores - scores.max(axis=-1, keepdims=True))
        outs.append(exp / exp.sum(axis=-1, keepdims=True) @ v[each])
    return np.concatenate(outs, axis=-1) @ p["wo"] + p["bo"]
