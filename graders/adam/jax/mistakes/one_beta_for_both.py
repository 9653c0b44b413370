"""You use `b1` for the second moment too. In the first step that cancels; later `v` forgets as fast as `m`.
The squares have a decay of their own, `b2`.

zh: 二阶矩你也用了 `b1`。第一步中两者恰好抵消；之后 `v` 忘得和 `m` 一样快。梯度平方有自己的衰减系数 `b2`。

Caught by: several steps
"""

import jax
import jax.numpy as jnp


def init(params):
    """Return both moments, of zeros, and the step count."""
    zeros = jax.tree.map(jnp.zeros_like, params)
    return {"m": zeros, "v": zeros, "t": jnp.zeros((), int)}


def update(params, grads, state, lr, betas, eps):
    """Return (params, state) after one step."""
    b1, b2 = betas
    t = state["t"] + 1
    m = jax.tree.map(
        lambda m, g: b1 * m + (1 - b1) * g, state["m"], grads
    )
    v = jax.tree.map(
        lambda v, g: b1 * v + (1 - b1) * g**2, state["v"], grads
    )
    c1, c2 = 1 - b1**t, 1 - b1**t

    def move(p, m, v):
        return p - lr * (m / c1) / (jnp.sqrt(v / c2) + eps)

    params = jax.tree.map(move, params, m, v)
    return params, {"m": m, "v": v, "t": t}
