"""The state meets w_h and not its transpose. The matrix is square, so no shape tells you: row k of w_h
makes unit k of the new state, `h @ w_h.T`.

zh: 状态乘的是 w_h 而不是它的转置。矩阵是方阵，从形状上看不出来：w_h 的第 k 行产生新状态的第 k 个单元，即 `h @ w_h.T`。

Caught by: values
"""

import numpy as np


def rnn(params, x, h0):
    """Return the states after all steps: (batch, time, hidden)."""
    h, hs = h0, []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ params["w_x"].T + h @ params["w_h"] + params["b"])
        hs.append(h)
    return np.stack(hs, axis=1)


def rnn_backward(dhs, params, x, h0):
    """Return the gradients of sum(dhs * hs): a dict like params, and the shapes of x and h0."""
    hs = rnn(params, x, h0)
    dparams = {name: np.zeros_like(value) for name, value in params.items()}
    dx = np.zeros_like(x)
    dnext = np.zeros_like(h0)  # what comes back from the step after
    for t in reversed(range(x.shape[1])):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dhs[:, t] + dnext  # as an output, and as the next step's input
        dpre = dh * (1 - hs[:, t] ** 2)
        dparams["w_x"] += dpre.T @ x[:, t]
        dparams["w_h"] += dpre.T @ before
        dparams["b"] += dpre.sum(axis=0)
        dx[:, t] = dpre @ params["w_x"]
        dnext = dpre @ params["w_h"]
    return dparams, dx, dnext
