"""You ask in Python whether this is the first step. Under `jit` the count is a tracer without a value, so
`if` raises TracerBoolConversionError. The correction needs no special case: `1 - beta**t` holds for
every `t`.

zh: 你在 Python 里判断这是不是第一步。在 `jit` 之下步数是没有值的追踪器，`if` 会抛出 TracerBoolConversionError。校正不需要特殊情况：`1 - beta**t` 对每个 `t` 都成立。

Caught by: as a compiled program
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
        lambda v, g: b2 * v + (1 - b2) * g**2, state["v"], grads
    )
    c1, c2 = 1 - b1**t, 1 - b2**t
    if t == 1:
        c1, c2 = 1 - b1, 1 - b2

    def move(p, m, v):
        return p - lr * (m / c1) / (jnp.sqrt(v / c2) + eps)

    params = jax.tree.map(move, params, m, v)
    return params, {"m": m, "v": v, "t": t}
