"""Einsums that name every axis, and masked scores at the lowest finite number."""

import numpy as np


def standardise(x):
    return (x - np.mean(x, axis=-1, keepdims=True)) / np.sqrt(np.var(x, axis=-1, keepdims=True) + 1e-5)


def gpt_block(x, p, heads):
    batch, time, d = x.shape
    h = standardise(x) * p["gain1"] + p["bias1"]
    weights = p["w_qkv"].reshape(d, 3, heads, d // heads)
    q, k, v = np.einsum("btd,dnhe->nbhte", h, weights) + p["b_qkv"].reshape(3, 1, heads, 1, d // heads)
    scores = np.einsum("bhqe,bhke->bhqk", q, k) * (d // heads) ** -0.5
    scores = np.where(np.arange(time)[:, None] >= np.arange(time), scores, np.finfo(scores.dtype).min)
    exp = np.exp(scores - scores.max(axis=-1, keepdims=True))
    exp = exp / exp.sum(axis=-1, keepdims=True)
    mixed = np.einsum("bhqk,bhke,hed->bqd", exp, v, p["w_out"].reshape(heads, d // heads, d))
    x = x + mixed + p["b_out"]
    h = (standardise(x) * p["gain2"] + p["bias2"]) @ p["w_up"] + p["b_up"]
    h = h * 0.5 * (1 + np.tanh(0.7978845608028654 * h * (1 + 0.044715 * h * h)))
    return x + h @ p["w_down"] + p["b_down"]
