"""You leave out the bias correction. Both averages begin at 0, so in the first steps `m` is too small by
the factor `1 - b1**t`, and `v` by `1 - b2**t`, of which the root counts: the first steps come out
several times too large or too small. Divide both.

zh: 你省略了无偏校正。两个平均都从 0 开始，因此最初几步中 `m` 偏小 `1 - b1**t` 倍，`v` 偏小 `1 - b2**t` 倍（起作用的是它的平方根）：前几步会大出或小出好几倍。两者都要除。

Caught by: the first step
Question: optimizers-without-bias-correction
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
    c1, c2 = 1, 1

    def move(p, m, v):
        return p - lr * (m / c1) / (jnp.sqrt(v / c2) + eps)

    params = jax.tree.map(move, params, m, v)
    return params, {"m": m, "v": v, "t": t}
