"""You add `eps` under the root. `sqrt(v + eps)` acts like a floor of `sqrt(eps)`, 1e-4 where 1e-8 was
meant. Add it to the root.

zh: 你把 `eps` 加在了根号里面。`sqrt(v + eps)` 相当于以 `sqrt(eps)` 为下限，本想要 1e-8，实际是 1e-4。应加在根号外面。

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
        new[k] = p - lr * m_hat / np.sqrt(v_hat + eps)
    return new, {"m": m, "v": v, "t": t}
