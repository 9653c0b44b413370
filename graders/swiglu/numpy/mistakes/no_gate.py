"""There is no product: silu(x @ w_gate) goes straight down, as in an ordinary MLP, and w_up is not used.

zh: 没有相乘：silu(x @ w_gate) 直接进入下投影，和普通的 MLP 一样，w_up 没有用到。

Caught by: values
"""

import numpy as np


def sigmoid(z):
    """Return 1 / (1 + exp(-z)), without an exp that overflows."""
    return 0.5 * (1 + np.tanh(0.5 * z))


def swiglu(x, params):
    """Return (silu(x @ w_gate) * (x @ w_up)) @ w_down: (..., d)."""
    gate, up = x @ params["w_gate"], x @ params["w_up"]  # (..., hidden)
    return (gate * sigmoid(gate)) @ params["w_down"]


def swiglu_backward(x, params, d_out):
    """Return d_x and a dict of the weights' gradients, given the gradient d_out of the output."""
    gate, up = x @ params["w_gate"], x @ params["w_up"]
    s = sigmoid(gate)
    hidden = gate * s * up

    d_hidden = d_out @ params["w_down"].T  # (..., hidden)
    d_up = d_hidden * gate * s
    d_gate = d_hidden * up * s * (1 + gate * (1 - s))
    d_x = d_gate @ params["w_gate"].T + d_up @ params["w_up"].T
    return d_x, {
        "w_gate": outer_sum(x, d_gate),
        "w_up": outer_sum(x, d_up),
        "w_down": outer_sum(hidden, d_out),
    }


def outer_sum(a, b):
    """Return the sum of outer products of rows, over all leading axes: (a's columns, b's columns)."""
    return a.reshape(-1, a.shape[-1]).T @ b.reshape(-1, b.shape[-1])
