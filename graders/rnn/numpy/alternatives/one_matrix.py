"""Input, state and a one side by side, and one matrix for them; steps kept on a tape."""

import numpy as np


def joined(params):
    return np.concatenate([params["w_x"], params["w_h"], params["b"][:, None]], axis=1)


def run(params, x, h0):
    tape, h = [], h0
    ones = np.ones((len(x), 1))
    for now in np.moveaxis(x, 1, 0):
        seen = np.concatenate([now, h, ones], axis=1)
        h = np.tanh(seen @ joined(params).T)
        tape.append((seen, h))
    return tape


def rnn(params, x, h0):
    return np.moveaxis(np.array([h for _, h in run(params, x, h0)]), 0, 1)


def rnn_backward(dhs, params, x, h0):
    ins, matrix = x.shape[2], joined(params)
    dmatrix, dxs, back = np.zeros_like(matrix), [], 0.0
    for (seen, h), d in reversed(list(zip(run(params, x, h0), np.moveaxis(dhs, 1, 0), strict=True))):
        dpre = (d + back) * (1 - h * h)
        dmatrix = dmatrix + dpre.T @ seen
        dseen = dpre @ matrix
        dxs.append(dseen[:, :ins])
        back = dseen[:, ins:-1]
    dparams = {"w_x": dmatrix[:, :ins], "w_h": dmatrix[:, ins:-1], "b": dmatrix[:, -1]}
    return dparams, np.stack(dxs[::-1], axis=1), back
