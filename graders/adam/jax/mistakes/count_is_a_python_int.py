"""Your step count is a Python int. Every step has another one, and for `jit` it is either static, so each
step compiles anew, or it must become an array anyway. Begin with `jnp.zeros((), int)`.

zh: 你的步数是 Python int。每一步的值都不同，对 `jit` 来说，要么它是静态的，于是每一步都重新编译，要么它终究得变成数组。请从 `jnp.zeros((), int)` 开始。

Caught by: a state of arrays
"""

import jax
import jax.numpy as jnp


def init(params):
    """Return both moments, of zeros, and the step count."""
    zeros = jax.tree.map(jnp.zeros_like, params)
    return {"m": zeros, "v": zeros, "t": 0}


def update(params, grads, state, lr, betas, eps):
    """Return (params, state) after one step."""
    b1, b2 = betas
    t = state["t"] + 1
    m = jax.tree.map(
        lambda m, g: b1 * m + (1 - b1) * g, state["m"], grads
    )
    v = jax.tree.map(
        lambda v, g: b2 * v + (1 - b2) * g**2, state["v"], grads
    )
    c1, c2 = 1 - b1**t, 1 - b2**t

    def move(p, m, v):
        return p - lr * (m / c1) / (jnp.sqrt(v / c2) + eps)

    params = jax.tree.map(move, params, m, v)
    return params, {"m": m, "v": v, "t": t}
