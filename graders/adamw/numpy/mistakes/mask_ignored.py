"""Everything decays, whatever the mask says. Biases and norm scales are pulled to 0 as well, which costs
accuracy and regularises nothing.

zh: 无论掩码怎么说，全部参数都在衰减。偏置和归一化层的缩放也被拉向 0，这会损失精度，却没有正则化作用。

Caught by: any mask
Question: optimizers-who-is-decayed
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
        decay = weight_decay
        move = m_hat / (np.sqrt(v_hat) + eps) + decay * p
        new[k] = p - lr * move
    return new, {"m": m, "v": v, "t": t}
