"""You read the mask as a list of exceptions: what is True does not decay and what is False does. Here True
means that the parameter decays.

zh: 你把掩码当成了例外名单：True 的不衰减，False 的反而衰减。这里 True 表示该参数要衰减。

Caught by: decay alone
"""

import jax
import jax.numpy as jnp


def decay_mask(params):
    """True for what has two axes or more."""
    return jax.tree.map(lambda p: p.ndim >= 2, params)


def init(params):
    """Return both moments, of zeros, and the step count."""
    zeros = jax.tree.map(jnp.zeros_like, params)
    return {"m": zeros, "v": zeros, "t": jnp.zeros((), int)}


def update(
    params, grads, state, lr, betas, eps, weight_decay, mask
):
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

    def step(p, m, v, decays):
        move = (m / c1) / (jnp.sqrt(v / c2) + eps)
        if not decays:
            move = move + weight_decay * p
        return p - lr * move

    params = jax.tree.map(step, params, m, v, mask)
    return params, {"m": m, "v": v, "t": t}
