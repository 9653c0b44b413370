"""The gate is sigmoid(z) alone. That is GLU; SwiGLU multiplies by z once more: silu(z) = z * sigmoid(z).

zh: 门只取了 sigmoid(z)。那是 GLU；SwiGLU 还要再乘一次 z：silu(z) = z * sigmoid(z)。

Caught by: values
"""

import jax


def swiglu(x, params):
    """Return (silu(x @ w_gate) * (x @ w_up)) @ w_down: (..., d)."""
    gate, up = x @ params["w_gate"], x @ params["w_up"]  # (..., hidden)
    silu = jax.nn.sigmoid(gate)
    return (silu * up) @ params["w_down"]


def objective(params, x, weights):
    """Return the sum of swiglu(x, params) * weights, a scalar to differentiate."""
    return (swiglu(x, params) * weights).sum()
