"""You leave out the bias correction. Both averages begin at 0, so in the first steps `m` is too small by
the factor `1 - b1**t`, and `v` by `1 - b2**t`, of which the root counts: the first steps come out
several times too large or too small. Divide both.

zh: 你省略了无偏校正。两个平均都从 0 开始，因此最初几步中 `m` 偏小 `1 - b1**t` 倍，`v` 偏小 `1 - b2**t` 倍（起作用的是它的平方根）：前几步会大出或小出好几倍。两者都要除。

Caught by: the first step
Question: optimizers-without-bias-correction
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
        m_hat = m[k]
        v_hat = v[k]
        new[k] = p - lr * m_hat / (np.sqrt(v_hat) + eps)
    return new, {"m": m, "v": v, "t": t}
