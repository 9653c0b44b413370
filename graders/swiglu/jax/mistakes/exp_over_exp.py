"""sigmoid(z) is computed as exp(z) / (1 + exp(z)), which is inf / inf = nan above 709. Divide by 1 +
exp(-z), or use tanh.

zh: sigmoid(z) 写成了 exp(z) / (1 + exp(z))，z 超过 709 时就是 inf / inf = nan。应除以 1 + exp(-z)，或者使用 tanh。

Caught by: large inputs
"""

import jax.numpy as jnp


def swiglu(x, params):
    """Return (silu(x @ w_gate) * (x @ w_up)) @ w_down: (..., d)."""
    gate, up = x @ params["w_gate"], x @ params["w_up"]  # (..., hidden)
    silu = gate * jnp.exp(gate) / (1 + jnp.exp(gate))
    return (silu * up) @ params["w_down"]


def objective(params, x, weights):
    """Return the sum of swiglu(x, params) * weights, a scalar to differentiate."""
    return (swiglu(x, params) * weights).sum()
