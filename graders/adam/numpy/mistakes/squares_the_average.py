"""You square the average, `m**2`, instead of averaging the squares. After one step that is the same; later
the noise of the gradients is missing from `v`. Average `g**2`.

zh: 你对平均值求平方（`m**2`），而不是对平方求平均。一步之后两者相同；之后 `v` 里就缺少了梯度的噪声。应对 `g**2` 求平均。

Caught by: several steps
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
        v[k] = b2 * state["v"][k] + (1 - b2) * (m[k] / (1 - b1**t))**2
        m_hat = m[k] / (1 - b1**t)
        v_hat = v[k] / (1 - b2**t)
        new[k] = p - lr * m_hat / (np.sqrt(v_hat) + eps)
    return new, {"m": m, "v": v, "t": t}
