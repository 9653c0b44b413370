"""Your update looks at the number of axes instead of the mask it is given. The two agree for the usual mask
only; the caller may want to spare the embeddings.

zh: 你的更新看的是轴的个数，而不是传入的掩码。两者只有在常用掩码下才一致；调用者也许想让嵌入不衰减。

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
        decay = weight_decay if np.ndim(p) >= 2 else 0.0
        move = m_hat / (np.sqrt(v_hat) + eps) + decay * p
        new[k] = p - lr * move
    return new, {"m": m, "v": v, "t": t}
