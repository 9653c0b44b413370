"""The activation is applied to the up projection and the gate is left linear. The layer would train as
well, but weights have names: silu belongs to w_gate.

zh: 激活函数用在了 up 投影上，gate 却是线性的。这样的层也能训练，但权重是有名字的：silu 属于 w_gate。

Caught by: values
"""

import jax


def swiglu(x, params):
    """Return (silu(x @ w_gate) * (x @ w_up)) @ w_down: (..., d)."""
    gate, up = x @ params["w_gate"], x @ params["w_up"]  # (..., hidden)
    silu = up * jax.nn.sigmoid(up)
    return (gate * silu) @ params["w_down"]


def objective(params, x, weights):
    """Return the sum of swiglu(x, params) * weights, a scalar to differentiate."""
    return (swiglu(x, params) * weights).sum()
