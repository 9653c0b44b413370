"""One pair of matrices for each gate, taken apart first and put together last."""

import numpy as np

NAMES = ("w_x", "w_h", "b_x", "b_h")


def sigmoid(v):
    return 1 / (1 + np.exp(-v))


def apart(params):
    thirds = [np.split(params[name], 3) for name in NAMES]
    return list(zip(*thirds, strict=True))  # for r, z, n: (w_x, w_h, b_x, b_h)


def one_step(gates, now, h):
    (r_x, r_h), (z_x, z_h), (n_x, n_h) = ((now @ wx.T + bx, h @ wh.T + bh) for wx, wh, bx, bh in gates)
    r, z = sigmoid(r_x + r_h), sigmoid(z_x + z_h)
    n = np.tanh(n_x + r * n_h)
    return r, z, n, n_h, n + z * (h - n)


def gru(params, x, h0):
    gates, hs = apart(params), [h0]
    for now in np.moveaxis(x, 1, 0):
        hs.append(one_step(gates, now, hs[-1])[-1])
    return np.moveaxis(np.array(hs[1:]), 0, 1)


def gru_backward(dhs, params, x, h0):
    gates = apart(params)
    hs = np.concatenate([h0[:, None], gru(params, x, h0)], axis=1)
    grads = [[np.zeros_like(part) for part in gate] for gate in gates]
    dx, back = np.zeros_like(x), np.zeros_like(h0)
    for t in range(x.shape[1] - 1, -1, -1):
        now, h = x[:, t], hs[:, t]
        r, z, n, n_h, _ = one_step(gates, now, h)
        d = dhs[:, t] + back
        dn = d * (1 - z) * (1 - n * n)
        dr = dn * n_h * r * (1 - r)
        dz = d * (h - n) * z * (1 - z)
        back = d * z
        for (wx, wh, _, _), totals, (from_x, from_h) in zip(
            gates, grads, ((dr, dr), (dz, dz), (dn, dn * r)), strict=True
        ):
            shares = (from_x.T @ now, from_h.T @ h, from_x.sum(0), from_h.sum(0))
            for total, share in zip(totals, shares, strict=True):
                total += share
            dx[:, t] += from_x @ wx
            back = back + from_h @ wh
    joined = {name: np.concatenate([gate[k] for gate in grads]) for k, name in enumerate(NAMES)}
    return joined, dx, back
