"""`+=` and `*=` write into the moments of the state that the caller gave you, and counting up changes its
step count. Whoever keeps that state finds another one. Build new arrays and a new dictionary.

zh: `+=` 和 `*=` 改写了调用者传入的状态中的矩，步数也被就地加一。保留该状态的人拿到的已是另一个。应生成新的数组和新的字典。

Caught by: arguments stay as they were
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
    state["t"] += 1
    t = state["t"]
    new, m, v = {}, {}, {}
    for k, p in params.items():
        g = grads[k]
        m[k] = b1 * state["m"][k] + (1 - b1) * g
        v[k] = b2 * state["v"][k] + (1 - b2) * g**2
        m_hat = m[k] / (1 - b1**t)
        v_hat = v[k] / (1 - b2**t)
        new[k] = p - lr * m_hat / (np.sqrt(v_hat) + eps)
    return new, {"m": m, "v": v, "t": t}
