"""Everything that does not depend on the state is one product over all steps, before and after the loop."""

import numpy as np


def logistic(z):
    return np.where(z > 0, 1 / (1 + np.exp(-np.abs(z))), 1 - 1 / (1 + np.exp(-np.abs(z))))


def run(params, x, h0, c0):
    hidden, inputs = h0.shape[1], np.einsum("bti,ki->btk", x, params["w_x"]) + params["b"]
    gates = np.empty_like(inputs)
    cells, hs = (np.empty((*x.shape[:2], hidden)) for _ in range(2))
    h, c = h0, c0
    for t in range(x.shape[1]):
        pre = (inputs[:, t] + h @ params["w_h"].T).reshape(len(x), 4, hidden)
        act = logistic(pre)
        act[:, 2] = np.tanh(pre[:, 2])
        c = act[:, 1] * c + act[:, 0] * act[:, 2]
        h = act[:, 3] * np.tanh(c)
        gates[:, t], cells[:, t], hs[:, t] = act.reshape(len(x), -1), c, h
    return gates, cells, hs


def lstm(params, x, h0, c0):
    _, cells, hs = run(params, x, h0, c0)
    return hs, (hs[:, -1].copy(), cells[:, -1].copy())


def lstm_backward(dhs, params, x, h0, c0):
    gates, cells, hs = run(params, x, h0, c0)
    hidden = h0.shape[1]
    h_before = np.concatenate([h0[:, None], hs[:, :-1]], 1)
    c_before = np.concatenate([c0[:, None], cells[:, :-1]], 1)
    dpre = np.empty_like(gates)
    dh, dc = np.zeros_like(h0), np.zeros_like(c0)
    for t in range(x.shape[1] - 1, -1, -1):
        i, f, g, o = np.moveaxis(gates[:, t].reshape(-1, 4, hidden), 1, 0)
        s = np.tanh(cells[:, t])
        dh = dh + dhs[:, t]
        dc = dc + dh * o * (1 - s * s)
        parts = (dc * g * i * (1 - i), dc * c_before[:, t] * f * (1 - f), dc * i * (1 - g * g), dh * s * o * (1 - o))
        dpre[:, t] = np.stack(parts, 1).reshape(len(x), -1)
        dh, dc = dpre[:, t] @ params["w_h"], dc * f
    dparams = {
        "w_x": np.einsum("btk,bti->ki", dpre, x),
        "w_h": np.einsum("btk,bth->kh", dpre, h_before),
        "b": dpre.sum((0, 1)),
    }
    return dparams, dpre @ params["w_x"], dh, dc
