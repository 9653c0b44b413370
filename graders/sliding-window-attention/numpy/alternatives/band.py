"""Only the band is computed: each query gets its own `window` keys, (time, window) scores and no more."""

import numpy as np


def window_mask(time, window):
    return np.tri(time, k=0, dtype=bool) & ~np.tri(time, k=-window, dtype=bool)


def sliding_window_attention(q, k, v, window):
    time = q.shape[-2]
    places = np.arange(time)[:, None] - np.arange(window)  # (time, window): the key of each score
    own = np.maximum(places, 0)
    scores = np.einsum("...td,...twd->...tw", q, k[..., own, :]) / np.sqrt(q.shape[-1])
    scores = np.where(places >= 0, scores, -np.inf)
    exp = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.einsum("...tw,...twv->...tv", exp / exp.sum(axis=-1, keepdims=True), v[..., own, :])
