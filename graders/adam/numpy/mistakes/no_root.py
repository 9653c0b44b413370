"""You divide by the second moment itself. It has the unit of a squared gradient, so small gradients make
huge steps. Divide by its square root.

zh: 你除以的是二阶矩本身。它的量纲是梯度的平方，于是小梯度会产生巨大的步长。应除以它的平方根。

Caught by: the first step
"""

import numpy as np


def init(params):
    """Return both moments, of zeros, and the step count."""
    m = {k: np.zeros_like(p) for k, p in params.items()}
    v = {k: np.zeros_like(p) for k, p in params.items()}
    return {"m": m, "v": v, "t": 0}


def update(params, grads, state, lr, betas, eps):
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
        new[k] = p - lr * m_hat / (v_hat + eps)
    return new, {"m": m, "v": v, "t": t}
