"""You read the mask as a list of exceptions: what is True does not decay and what is False does. Here True
means that the parameter decays.

zh: 你把掩码当成了例外名单：True 的不衰减，False 的反而衰减。这里 True 表示该参数要衰减。

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
        decay = 0.0 if mask[k] else weight_decay
        move = m_hat / (np.sqrt(v_hat) + eps) + decay * p
        new[k] = p - lr * move
    return new, {"m": m, "v": v, "t": t}
