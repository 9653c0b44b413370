"""Your mask asks for more than one element, so long biases decay and a 1 by 1 weight does not. The number
of axes decides.

zh: 你的掩码判断的是元素是否多于一个，于是较长的偏置会衰减，1×1 的权重却不会。应由轴的个数决定。

Caught by: the mask
"""

import jax
import jax.numpy as jnp


def decay_mask(params):
    """True for what has two axes or more."""
    return jax.tree.map(lambda p: p.size > 1, params)


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
            move = move + weight_decay * p
        return p - lr * move

    params = jax.tree.map(step, params, m, v, mask)
    return params, {"m": m, "v": v, "t": t}
