"""Weights with an axis of heads and einsums that name every axis: nothing is transposed."""

import numpy as np


def multi_head_attention(x, params, heads):
    d_model = x.shape[-1]
    d_head = d_model // heads
    q, k, v = (
        np.einsum("btm,mhd->bthd", x, params["w" + name].reshape(d_model, heads, d_head))
        + params["b" + name].reshape(heads, d_head)
        for name in "qkv"
    )
    scores = np.einsum("bqhd,bkhd->bhqk", q, k) / d_head**0.5
    exp = np.exp(scores - scores.max(axis=-1, keepdims=True))
    out = np.einsum("bhqk,bkhd->bqhd", exp / exp.sum(axis=-1, keepdims=True), v)
    return np.einsum("bqhd,hdm->bqm", out, params["wo"].reshape(heads, d_head, d_model)) + params["bo"]
