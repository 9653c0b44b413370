"""silu is applied to the product of both branches. It belongs on the gate alone, before the product.

zh: silu 作用在两个分支的乘积上。它只应作用于 gate，并且在相乘之前。

Caught by: values
"""

import jax


def swiglu(x, params):
    """Return (silu(x @ w_gate) * (x @ w_up)) @ w_down: (..., d)."""
    gate, up = x @ params["w_gate"], x @ params["w_up"]  # (..., hidden)
    gate = gate * up
    return (gate * jax.nn.sigmoid(gate)) @ params["w_down"]


def objective(params, x, weights):
    """Return the sum of swiglu(x, params) * weights, a scalar to differentiate."""
    return (swiglu(x, params) * weights).sum()
