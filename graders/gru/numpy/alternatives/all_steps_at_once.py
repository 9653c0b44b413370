"""What does not depend on the state is one product over all steps, before and after the loop."""

import numpy as np


def logistic(v):
    return 0.5 * (np.tanh(0.5 * v) + 1)


def run(params, x, h0):
    hidden = h0.shape[1]
    p = x @ params["w_x"].T + params["b_x"]  # (batch, time, 3 * hidden)
    before, kept = [], []
    h = h0
    for t in range(x.shape[1]):
        q = h @ params["w_h"].T + params["b_h"]
        r, z = np.split(logistic(p[:, t, : 2 * hidden] + q[:, : 2 * hidden]), 2, axis=1)
        n = np.tanh(p[:, t, 2 * hidden :] + r * q[:, 2 * hidden :])
        before.append(h)
        kept.append((r, z, n, q[:, 2 * hidden :]))
        h = (1 - z) * n + z * h
    return np.stack(before, 1), kept, h


def gru(params, x, h0):
    before, _, last = run(params, x, h0)
    return np.concatenate([before[:, 1:], last[:, None]], axis=1)


def gru_backward(dhs, params, x, h0):
    before, kept, _ = run(params, x, h0)
    dp, dq = [], []
    back = np.zeros_like(h0)
    for t, (r, z, n, q_n) in reversed(list(enumerate(kept))):
        d = back + dhs[:, t]
        dn = d * (1 - z) * (1 - n**2)
        gates = [dn * q_n * r * (1 - r), d * (before[:, t] - n) * z * (1 - z)]
        dp.insert(0, np.hstack([*gates, dn]))
        dq.insert(0, np.hstack([*gates, dn * r]))
        back = d * z + dq[0] @ params["w_h"]
    dp, dq = np.stack(dp, 1), np.stack(dq, 1)
    dparams = {
        "w_x": np.einsum("btk,bti->ki", dp, x),
        "w_h": np.einsum("btk,bth->kh", dq, before),
        "b_x": dp.sum((0, 1)),
        "b_h": dq.sum((0, 1)),
    }
    return dparams, dp @ params["w_x"], back
