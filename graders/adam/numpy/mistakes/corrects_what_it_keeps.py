"""You store the corrected moments in the state, so the next step corrects them once more. Keep the raw
averages; the correction is for this step only.

zh: 你把校正后的矩存进了状态，下一步又会再校正一次。状态里要存原始的平均；校正只用于当前这一步。

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
        v[k] = b2 * state["v"][k] + (1 - b2) * g**2
        m[k] = m_hat = m[k] / (1 - b1**t)
        v[k] = v_hat = v[k] / (1 - b2**t)
        new[k] = p - lr * m_hat / (np.sqrt(v_hat) + eps)
    return new, {"m": m, "v": v, "t": t}
