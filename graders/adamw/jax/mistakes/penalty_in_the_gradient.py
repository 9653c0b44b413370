"""You add `weight_decay * p` to the gradient: an L2 penalty, as in Adam of old. It then passes through `m`
and is divided by the root of `v`, so parameters with large gradients hardly decay and others by about
`lr` in full. Keep the moments free of it.

zh: 你把 `weight_decay * p` 加到了梯度上：这是旧 Adam 的 L2 惩罚。它随后经过 `m` 并被 `v` 的平方根除，于是梯度大的参数几乎不衰减，其他参数则衰减整整 `lr` 左右。应让它不进入矩。

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
    grads = jax.tree.map(
        lambda g, p, on: g + weight_decay * p if on else g,
        grads,
        params,
        mask,
    )
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
        return p - lr * move

    params = jax.tree.map(step, params, m, v, mask)
    return params, {"m": m, "v": v, "t": t}
