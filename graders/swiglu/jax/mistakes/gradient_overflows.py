"""silu is computed as z / (1 + exp(-z)). Its value survives z = -10000, but its derivative holds exp(-z) /
(1 + exp(-z)) ** 2 = inf / inf = nan. Use the framework's sigmoid, or tanh.

zh: silu 写成了 z / (1 + exp(-z))。z = -10000 时数值没有问题，但导数里有 exp(-z) / (1 + exp(-z)) ** 2 = inf / inf = nan。请用框架的 sigmoid 或 tanh。

Caught by: gradient at large inputs
"""

import jax.numpy as jnp


def swiglu(x, params):
    """Return (silu(x @ w_gate) * (x @ w_up)) @ w_down: (..., d)."""
    gate, up = x @ params["w_gate"], x @ params["w_up"]  # (..., hidden)
    silu = gate / (1 + jnp.exp(-gate))
    return (silu * up) @ params["w_down"]


def objective(params, x, weights):
    """Return the sum of swiglu(x, params) * weights, a scalar to differentiate."""
    return (swiglu(x, params) * weights).sum()
