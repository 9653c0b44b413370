"""You subtract `weight_decay * p` without the learning rate. The decay is then many times too strong and
goes on when a schedule has lowered the rate to 0. Multiply it by `lr`.

zh: 你减去 `weight_decay * p` 时没有乘学习率。衰减因此强了许多倍，而且学习率降到 0 时它仍在继续。应乘以 `lr`。

Caught by: decay alone
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
        g = grads[k]
        m[k] = b1 * state["m"][k] + (1 - b1) * g
        v[k] = b2 * state["v"][k] + (1 - b2) * g**2
        m_hat = m[k] / (1 - b1**t)
        v_hat = v[k] / (1 - b2**t)
        decay = weight_decay if mask[k] else 0.0
        move = m_hat / (np.sqrt(v_hat) + eps)
        new[k] = p - lr * move - decay * p
    return new, {"m": m, "v": v, "t": t}
