"""You fold the correction into the step size but leave `eps` as it is. In `m / (sqrt(v) + eps)` the root is
not yet corrected, so `eps` weighs more than it should in the first steps. Scale it too, or correct `v`
first.

zh: 你把校正折进了步长，却没有改动 `eps`。在 `m / (sqrt(v) + eps)` 里平方根尚未校正，所以最初几步中 `eps` 的分量过重。把它也按比例缩放，或先校正 `v`。

Caught by: where eps stands
Question: optimizers-role-of-epsilon
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
        new[k] = p - lr * np.sqrt(1 - b2**t) * m_hat / (np.sqrt(v[k]) + eps)
    return new, {"m": m, "v": v, "t": t}
