"""The sigmoid by cases of the sign, and weights' gradients by tensordot over the leading axes."""

import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def swiglu(x, params):
    gate = x @ params["w_gate"]
    return sigmoid(gate) * gate * (x @ params["w_up"]) @ params["w_down"]


def swiglu_backward(x, params, d_out):
    gate, up = x @ params["w_gate"], x @ params["w_up"]
    s = sigmoid(gate)
    silu, slope = gate * s, s + gate * s * (1 - s)
    d_hidden = d_out @ params["w_down"].T
    d_gate, d_up = d_hidden * up * slope, d_hidden * silu
    leading = list(range(x.ndim - 1))
    grads = {
        "w_down": np.tensordot(silu * up, d_out, axes=(leading, leading)),
        "w_up": np.tensordot(x, d_up, axes=(leading, leading)),
        "w_gate": np.tensordot(x, d_gate, axes=(leading, leading)),
    }
    return np.add(d_up @ params["w_up"].T, d_gate @ params["w_gate"].T), grads
