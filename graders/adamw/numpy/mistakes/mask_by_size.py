"""Your mask asks for more than one element, so long biases decay and a 1 by 1 weight does not. The number
of axes decides.

zh: 你的掩码判断的是元素是否多于一个，于是较长的偏置会衰减，1×1 的权重却不会。应由轴的个数决定。

Caught by: the mask
"""

import numpy as np


def decay_mask(params):
    """True for what has two axes or more."""
    return {k: p.size > 1 for k, p in params.items()}


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
        move = m_hat / (np.sqrt(v_hat) + eps) + decay * p
        new[k] = p - lr * move
    return new, {"m": m, "v": v, "t": t}
