"""One matrix for each gate, taken apart first and put together last."""

import numpy as np

GATES = "ifgo"


def apart(params):
    quarters = [dict(zip(GATES, np.split(params[name], 4), strict=True)) for name in ("w_x", "w_h", "b")]
    return {gate: tuple(part[gate] for part in quarters) for gate in GATES}


def activated(gate, z):
    return np.tanh(z) if gate == "g" else 1 / (1 + np.exp(-z))


def slope(gate, value):
    return 1 - value**2 if gate == "g" else value * (1 - value)


def run(params, x, h, c):
    weights, steps = apart(params), []
    for now in np.moveaxis(x, 1, 0):
        v = {gate: activated(gate, now @ wx.T + h @ wh.T + b) for gate, (wx, wh, b) in weights.items()}
        cell = v["f"] * c + v["i"] * v["g"]
        steps.append((now, h, c, v, cell))
        h, c = v["o"] * np.tanh(cell), cell
    return steps, h, c


def lstm(params, x, h0, c0):
    steps, h, c = run(params, x, h0, c0)
    hs = [v["o"] * np.tanh(cell) for *_, v, cell in steps]
    return np.moveaxis(np.array(hs), 0, 1), (h, c)


def lstm_backward(dhs, params, x, h0, c0):
    weights = apart(params)
    grads = {gate: [np.zeros_like(part) for part in parts] for gate, parts in weights.items()}
    dx, dh, dc = np.empty_like(x), 0, 0
    for t, (now, h, c, v, cell) in reversed(list(enumerate(run(params, x, h0, c0)[0]))):
        dh = dh + dhs[:, t]
        dc = dc + dh * v["o"] * (1 - np.tanh(cell) ** 2)
        arriving = {"i": dc * v["g"], "f": dc * c, "g": dc * v["i"], "o": dh * np.tanh(cell)}
        dh, dc, dx[:, t] = 0, dc * v["f"], 0
        for gate, (wx, wh, _) in weights.items():
            d = arriving[gate] * slope(gate, v[gate])
            for total, share in zip(grads[gate], (d.T @ now, d.T @ h, d.sum(0)), strict=True):
                total += share
            dh = dh + d @ wh
            dx[:, t] += d @ wx
    names = ("w_x", "w_h", "b")
    dparams = {name: np.concatenate([grads[gate][k] for gate in GATES]) for k, name in enumerate(names)}
    return dparams, dx, dh, dc
