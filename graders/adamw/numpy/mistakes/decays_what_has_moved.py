"""You decay after Adam's step, so the decay sees the moved parameter: a part of the move is taken back.
Decay first, or compute both from the parameter before the step.

zh: 你在 Adam 的一步之后才衰减，衰减作用在已经移动的参数上，收回了一部分移动量。应先衰减，或者两者都从这一步之前的参数算出。

Caught by: decay beside Adam
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
        p = p - lr * move
        new[k] = p - lr * decay * p
    return new, {"m": m, "v": v, "t": t}
