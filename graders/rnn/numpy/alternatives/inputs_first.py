"""What does not depend on the state is done for all steps at once, before and after the loop."""

import numpy as np


def rnn(params, x, h0):
    hs = x @ params["w_x"].T + params["b"]  # (batch, time, hidden), the inputs' share
    for t in range(x.shape[1]):
        hs[:, t] = np.tanh(hs[:, t] + (hs[:, t - 1] if t else h0) @ params["w_h"].T)
    return hs


def rnn_backward(dhs, params, x, h0):
    hs = rnn(params, x, h0)
    before = np.concatenate([h0[:, None], hs[:, :-1]], axis=1)
    dpre = np.empty_like(hs)
    dnext = np.zeros_like(h0)
    for t in range(x.shape[1] - 1, -1, -1):
        dpre[:, t] = (dhs[:, t] + dnext) * (1 - hs[:, t] ** 2)
        dnext = dpre[:, t] @ params["w_h"]
    dparams = {
        "w_x": np.einsum("bth,bti->hi", dpre, x),
        "w_h": np.einsum("bth,btk->hk", dpre, before),
        "b": dpre.sum(axis=(0, 1)),
    }
    return dparams, dpre @ params["w_x"], dnext
