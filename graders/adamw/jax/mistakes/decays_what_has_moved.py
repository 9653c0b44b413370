"""You decay after Adam's step, so the decay sees the moved parameter: a part of the move is taken back.
Decay first, or compute both from the parameter before the step.

zh: 你在 Adam 的一步之后才衰减，衰减作用在已经移动的参数上，收回了一部分移动量。应先衰减，或者两者都从这一步之前的参数算出。

Caught by: decay beside Adam
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
        if decays:  # a Python bool
            p = p - lr * move
            return p - lr * weight_decay * p
        return p - lr * move

    params = jax.tree.map(step, params, m, v, mask)
    return params, {"m": m, "v": v, "t": t}
