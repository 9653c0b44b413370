"""Weights with an axis of heads, einsums that name every axis, hidden scores at the lowest number."""

import numpy as np


def cross_attention(x, memory, mask, p, heads):
    def project(source, name):
        width, d_model = p["w" + name].shape
        weight = p["w" + name].reshape(width, heads, d_model // heads)
        return np.einsum("blw,whd->blhd", source, weight) + p["b" + name].reshape(heads, -1)

    q, k, v = project(x, "q"), project(memory, "k"), project(memory, "v")
    scores = np.einsum("bqhd,bkhd->bhqk", q, k) * q.shape[-1] ** -0.5
    scores = np.where(mask[:, None, None], scores, np.finfo(scores.dtype).min)
    exp = np.exp(scores - scores.max(axis=-1, keepdims=True))
    out = np.einsum("bhqk,bkhd->bqhd", exp / exp.sum(axis=-1, keepdims=True), v)
    return out.reshape(*x.shape[:2], -1) @ p["wo"] + p["bo"]
