"""Every product as an einsum that names its axes."""

import numpy as np


def weights_of(q, k):
    scores = np.einsum("...qd,...kd->...qk", q, k) * q.shape[-1] ** -0.5
    exp = np.exp(scores - np.max(scores, axis=-1)[..., None])
    return exp / np.einsum("...qk->...q", exp)[..., None]


def attention(q, k, v):
    return np.einsum("...qk,...kv->...qv", weights_of(q, k), v)


def attention_backward(q, k, v, d_out):
    w = weights_of(q, k)
    out = np.einsum("...qk,...kv->...qv", w, v)
    # sum_k w d_w of a query is d_out · out: FlashAttention uses the same identity.
    inner = np.einsum("...qv,...qv->...q", d_out, out)[..., None]
    d_scores = w * (np.einsum("...qv,...kv->...qk", d_out, v) - inner) * q.shape[-1] ** -0.5
    d_q = np.einsum("...qk,...kd->...qd", d_scores, k)
    d_k = np.einsum("...qk,...qd->...kd", d_scores, q)
    return d_q, d_k, np.einsum("...qk,...qv->...kv", w, d_out)
