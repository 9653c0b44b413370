"""You add `weight_decay * p` to the gradient: an L2 penalty, as in Adam of old. It then passes through `m`
and is divided by the root of `v`, so parameters with large gradients hardly decay and others by about
`lr` in full. Keep the moments free of it.

zh: 你把 `weight_decay * p` 加到了梯度上：这是旧 Adam 的 L2 惩罚。它随后经过 `m` 并被 `v` 的平方根除，于是梯度大的参数几乎不衰减，其他参数则衰减整整 `lr` 左右。应让它不进入矩。

Caught by: decay alone
Question: optimizers-decay-inside-adam
"""

import numpy as np


def decay_mask(params):
    """True for what has two axes or more."""
    return {k: p.ndim >= 2 for k, p in params.items()}


def init(params):
    """Return both moments, of zeros, and the step count."""
    m = {k: np.zeros_like(p) for k, p in params.items()}
    v = {k: np.zeros_like(p) for k, p in params.items()}
    return {"m": m, "v": v, "t": 0}


def update(
    params, grads, state, lr, betas, eps, weight_decay, mask
):
    """Return (params, state) after one step."""
    b1, b2 = betas
    t = state["t"] + 1
    new, m, v = {}, {}, {}
    for k, p in params.items():
        g = grads[k] + (weight_decay * params[k] if mask[k] else 0)
        m[k] = b1 * state["m"][k] + (1 - b1) * g
        v[k] = b2 * state["v"][k] + (1 - b2) * g**2
        m_hat = m[k] / (1 - b1**t)
        v_hat = v[k] / (1 - b2**t)
        move = m_hat / (np.sqrt(v_hat) + eps)
        new[k] = p - lr * move
    return new, {"m": m, "v": v, "t": t}
