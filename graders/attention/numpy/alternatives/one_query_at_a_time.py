"""One sequence and one query at a time, as the formula is written; a stack of them by a loop."""

import numpy as np


def softmax(row):
    exp = np.exp(row - row.max())
    return exp / exp.sum()


def one(q, k, v):
    return np.array([softmax(k @ query / np.sqrt(len(query))) @ v for query in q])


def one_backward(q, k, v, d_out):
    d_q, d_k, d_v = np.zeros_like(q), np.zeros_like(k), np.zeros_like(v)
    scale = 1 / np.sqrt(q.shape[-1])
    for i, query in enumerate(q):
        w = softmax(scale * k @ query)
        jacobian = np.diag(w) - np.outer(w, w)
        d_scores = jacobian @ (v @ d_out[i])
        d_q[i] = scale * d_scores @ k
        d_k += scale * np.outer(d_scores, query)
        d_v += np.outer(w, d_out[i])
    return d_q, d_k, d_v


def attention(q, k, v):
    if q.ndim == 2:
        return one(q, k, v)
    return np.stack([attention(*each) for each in zip(q, k, v)])


def attention_backward(q, k, v, d_out):
    if q.ndim == 2:
        return one_backward(q, k, v, d_out)
    parts = [attention_backward(*each) for each in zip(q, k, v, d_out)]
    return tuple(np.stack(part) for part in zip(*parts))
