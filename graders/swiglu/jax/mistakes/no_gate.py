"""There is no product: silu(x @ w_gate) goes straight down, as in an ordinary MLP, and w_up is not used.

zh: 没有相乘：silu(x @ w_gate) 直接进入下投影，和普通的 MLP 一样，w_up 没有用到。

Caught by: values
"""

import jax


def swiglu(x, params):
    """Return (silu(x @ w_gate) * (x @ w_up)) @ w_down: (..., d)."""
    gate, up = x @ params["w_gate"], x @ params["w_up"]  # (..., hidden)
    silu = gate * jax.nn.sigmoid(gate)
    return silu @ params["w_down"]


def objective(params, x, weights):
    """Return the sum of swiglu(x, params) * weights, a scalar to differentiate."""
    return (swiglu(x, params) * weights).sum()
