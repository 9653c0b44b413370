"""silu is applied to the product of both branches. It belongs on the gate alone, before the product.

zh: silu 作用在两个分支的乘积上。它只应作用于 gate，并且在相乘之前。

Caught by: values
"""

import numpy as np


def sigmoid(z):
    """Return 1 / (1 + exp(-z)), without an exp that overflows."""
    return 0.5 * (1 + np.tanh(0.5 * z))


def swiglu(x, params):
    """Return (silu(x @ w_gate) * (x @ w_up)) @ w_down: (..., d)."""
    gate, up = x @ params["w_gate"], x @ params["w_up"]  # (..., hidden)
    return (gate * up * sigmoid(gate * up)) @ params["w_down"]


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
