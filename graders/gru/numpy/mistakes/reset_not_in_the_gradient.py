"""The state's share of the candidate gets the whole gradient. It was multiplied by r, and so is its
gradient: `dn * r`.

zh: 候选值中状态的那一份得到了完整的梯度。它乘过 r，梯度也要乘：`dn * r`。

Caught by: gradient
"""

import numpy as np


def sigmoid(v):
    """Return 1 / (1 + exp(-v)), without overflow."""
    return (1 + np.tanh(v / 2)) / 2


def step(params, x_t, h):
    """Return r, z, n and the state's share of the candidate, each (batch, hidden)."""
    p_r, p_z, p_n = np.split(x_t @ params["w_x"].T + params["b_x"], 3, axis=1)
    q_r, q_z, q_n = np.split(h @ params["w_h"].T + params["b_h"], 3, axis=1)
    r, z = sigmoid(p_r + q_r), sigmoid(p_z + q_z)
    return r, z, np.tanh(p_n + r * q_n), q_n


def gru(params, x, h0):
    """Return the states after all steps: (batch, time, hidden)."""
    h, hs = h0, []
    for t in range(x.shape[1]):
        _, z, n, _ = step(params, x[:, t], h)
        h = (1 - z) * n + z * h
        hs.append(h)
    return np.stack(hs, axis=1)


def gru_backward(dhs, params, x, h0):
    """Return the gradients of sum(dhs * hs): a dict like params, and the shapes of x and h0."""
    hs = gru(params, x, h0)
    dparams = {name: np.zeros_like(value) for name, value in params.items()}
    dx = np.zeros_like(x)
    dnext = np.zeros_like(h0)  # what comes back from the step after
    for t in reversed(range(x.shape[1])):
        h = hs[:, t - 1] if t > 0 else h0
        r, z, n, q_n = step(params, x[:, t], h)
        dh = dhs[:, t] + dnext
        dn = dh * (1 - z) * (1 - n**2)  # before tanh
        dz = dh * (h - n) * z * (1 - z)  # before sigmoid, and so below
        dr = dn * q_n * r * (1 - r)
        dp = np.concatenate([dr, dz, dn], axis=1)  # the input's share: (batch, 3 * hidden)
        dq = np.concatenate([dr, dz, dn], axis=1)  # the state's share
        dparams["w_x"] += dp.T @ x[:, t]
        dparams["w_h"] += dq.T @ h
        dparams["b_x"] += dp.sum(axis=0)
        dparams["b_h"] += dq.sum(axis=0)
        dx[:, t] = dp @ params["w_x"]
        dnext = dh * z + dq @ params["w_h"]  # directly, and through the gates
    return dparams, dx, dnext
