"""The values are right, but the gate is cut off from autodiff: w_gate gets no gradient and never learns to
open.

zh: 数值是对的，但门被从自动微分中切断：w_gate 得不到梯度，永远学不会打开。

Caught by: gradient
"""

import jax


def swiglu(x, params):
    """Return (silu(x @ w_gate) * (x @ w_up)) @ w_down: (..., d)."""
    gate, up = x @ params["w_gate"], x @ params["w_up"]  # (..., hidden)
    silu = jax.lax.stop_gradient(gate * jax.nn.sigmoid(gate))
    return (silu * up) @ params["w_down"]


def objective(params, x, weights):
    """Return the sum of swiglu(x, params) * weights, a scalar to differentiate."""
    return (swiglu(x, params) * weights).sum()
