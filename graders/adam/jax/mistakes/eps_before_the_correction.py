"""You fold the correction into the step size but leave `eps` as it is. In `m / (sqrt(v) + eps)` the root is
not yet corrected, so `eps` weighs more than it should in the first steps. Scale it too, or correct `v`
first.

zh: 你把校正折进了步长，却没有改动 `eps`。在 `m / (sqrt(v) + eps)` 里平方根尚未校正，所以最初几步中 `eps` 的分量过重。把它也按比例缩放，或先校正 `v`。

Caught by: where eps stands
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

    def move(p, m, v):
        return p - lr * jnp.sqrt(c2) * (m / c1) / (jnp.sqrt(v) + eps)

    params = jax.tree.map(move, params, m, v)
    return params, {"m": m, "v": v, "t": t}
