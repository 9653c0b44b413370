"""Einsums that name every axis; the leading ones are flattened."""

import numpy as np


def init_lora(rng, d_in, d_out, rank):
    adapter = {"b": np.zeros((d_out, rank))}
    adapter["a"] = rng.standard_normal((rank, d_in)) / np.sqrt(d_in)
    return adapter


def lora(x, w, adapter, alpha):
    low = np.einsum("...i,ri->...r", x, adapter["a"]) * alpha / adapter["a"].shape[0]
    return np.einsum("...i,oi->...o", x, w) + np.einsum("...r,or->...o", low, adapter["b"])


def merge(w, adapter, alpha):
    return w + (alpha / adapter["b"].shape[1]) * (adapter["b"] @ adapter["a"])


def lora_backward(x, w, adapter, alpha, d_out):
    rows, d_rows = x.reshape(-1, x.shape[-1]), d_out.reshape(-1, d_out.shape[-1])
    scale = alpha / adapter["a"].shape[0]
    grads = {
        "a": scale * np.einsum("no,or,ni->ri", d_rows, adapter["b"], rows),
        "b": scale * np.einsum("no,ni,ri->or", d_rows, rows, adapter["a"]),
    }
    return (d_rows @ w + scale * d_rows @ adapter["b"] @ adapter["a"]).reshape(x.shape), grads
