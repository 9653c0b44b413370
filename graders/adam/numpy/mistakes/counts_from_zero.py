"""Your first step has `t = 0`, and `1 - beta**0` is 0: 0 / 0. Count the step before you correct.

zh: 你的第一步用的是 `t = 0`，而 `1 - beta**0` 等于 0：出现 0 / 0。应先把步数加 1，再做校正。

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
    t = state["t"]
    new, m, v = {}, {}, {}
    for k, p in params.items():
        g = grads[k]
        m[k] = b1 * state["m"][k] + (1 - b1) * g
        v[k] = b2 * state["v"][k] + (1 - b2) * g**2
        m_hat = m[k] / (1 - b1**t)
        v_hat = v[k] / (1 - b2**t)
        new[k] = p - lr * m_hat / (np.sqrt(v_hat) + eps)
    return new, {"m": m, "v": v, "t": t + 1}
