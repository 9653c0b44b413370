"""The merged weight does all the work; its gradient is projected onto the factors."""

import numpy as np


def init_lora(rng, d_in, d_out, rank):
    bound = np.sqrt(3 / d_in)
    return {"a": rng.uniform(-bound, bound, size=(rank, d_in)), "b": np.zeros((d_out, rank))}


def merge(w, adapter, alpha):
    rank = len(adapter["a"])
    return w + np.einsum("or,ri->oi", adapter["b"], adapter["a"]) * (alpha / rank)


def lora(x, w, adapter, alpha):
    return np.einsum("...i,oi->...o", x, merge(w, adapter, alpha))


def lora_backward(x, w, adapter, alpha, d_out):
    leading = list(range(x.ndim - 1))
    d_w = np.tensordot(d_out, x, axes=(leading, leading)) * (alpha / len(adapter["a"]))  # (d_out, d_in)
    return d_out @ merge(w, adapter, alpha), {"a": adapter["b"].T @ d_w, "b": d_w @ adapter["a"].T}
