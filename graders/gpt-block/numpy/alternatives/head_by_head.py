"""One head at a time; the output projection is a sum over the heads."""

import numpy as np


def norm(x, gain, bias):
    return gain * (x - x.mean(-1, keepdims=True)) / (x.var(-1, keepdims=True) + 1e-5) ** 0.5 + bias


def attention(x, p, heads):
    time, d = x.shape[1:]
    size = d // heads
    q, k, v = np.split(x @ p["w_qkv"] + p["b_qkv"], 3, axis=-1)
    future = np.triu(np.full((time, time), -np.inf), k=1)
    out = p["b_out"]
    for head in range(heads):
        own = slice(head * size, (head + 1) * size)
        scores = np.einsum("bqd,bkd->bqk", q[..., own], k[..., own]) / size**0.5 + future
        exp = np.exp(scores - scores.max(-1, keepdims=True))
        out = out + exp / exp.sum(-1, keepdims=True) @ v[..., own] @ p["w_out"][own]
    return out


def gpt_block(x, p, heads):
    x = attention(norm(x, p["gain1"], p["bias1"]), p, heads) + x
    hidden = norm(x, p["gain2"], p["bias2"]) @ p["w_up"] + p["b_up"]
    inner = (2 / np.pi) ** 0.5 * (hidden + 0.044715 * hidden**3)
    return x + p["b_down"] + (hidden * (1 + np.tanh(inner)) / 2) @ p["w_down"]
