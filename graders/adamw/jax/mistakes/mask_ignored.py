"""Everything decays, whatever the mask says. Biases and norm scales are pulled to 0 as well, which costs
accuracy and regularises nothing.

zh: 无论掩码怎么说，全部参数都在衰减。偏置和归一化层的缩放也被拉向 0，这会损失精度，却没有正则化作用。

Caught by: any mask
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
        move = move + weight_decay * p
        return p - lr * move

    params = jax.tree.map(step, params, m, v, mask)
    return params, {"m": m, "v": v, "t": t}
