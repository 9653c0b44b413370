"""Sums as einsum over flattened rows; the normalisation by its Jacobian."""

import numpy as np


def init(rng, dim, hidden):
    zeros = {"shift": np.zeros(dim), "b1": np.zeros(hidden), "w2": np.zeros((dim, hidden)), "b2": np.zeros(dim)}
    bound = 1 / np.sqrt(dim)
    return {"gain": np.ones(dim), "w1": rng.uniform(-bound, bound, size=(hidden, dim)), **zeros}


def normalise(r):
    deviation = r - r.mean(1, keepdims=True)
    return deviation / np.sqrt((deviation**2).mean(1, keepdims=True) + 1e-5)


def block(params, x):
    r = x.reshape(-1, x.shape[-1])
    h = params["gain"] * normalise(r) + params["shift"]
    pre = np.einsum("rd,hd->rh", h, params["w1"]) + params["b1"]
    y = r + np.einsum("rh,dh->rd", np.where(pre > 0, pre, 0), params["w2"]) + params["b2"]
    return y.reshape(x.shape)


def block_backward(dy, params, x):
    r, d = x.reshape(-1, x.shape[-1]), dy.reshape(-1, x.shape[-1])
    n = normalise(r)
    h = params["gain"] * n + params["shift"]
    pre = h @ params["w1"].T + params["b1"]
    dpre = np.where(pre > 0, d @ params["w2"], 0)
    dh = dpre @ params["w1"]
    dim = r.shape[1]
    std = np.sqrt(r.var(1) + 1e-5)[:, None, None]
    jacobian = (np.eye(dim) - 1 / dim - n[:, :, None] * n[:, None, :] / dim) / std
    dx = d + np.einsum("rde,re->rd", jacobian, dh * params["gain"])
    dparams = {
        "b2": d.sum(0),
        "w2": np.einsum("rd,rh->dh", d, np.maximum(pre, 0)),
        "b1": dpre.sum(0),
        "w1": np.einsum("rh,rd->hd", dpre, h),
        "shift": dh.sum(0),
        "gain": np.einsum("rd,rd->d", dh, n),
    }
    return dparams, dx.reshape(x.shape)
