"""What comes back from the next step is added into dhs, which belongs to the caller. Add into a new array.

zh: 你把下一步传回来的梯度加进了 dhs，而它属于调用者。请加到新数组中。

Caught by: arguments stay as they were
"""

import numpy as np


def rnn(params, x, h0):
    """Return the states after all steps: (batch, time, hidden)."""
    h, hs = h0, []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ params["w_x"].T + h @ params["w_h"].T + params["b"])
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
        dhs[:, t] += dnext
        dh = dhs[:, t]
        dpre = dh * (1 - hs[:, t] ** 2)
        dparams["w_x"] += dpre.T @ x[:, t]
        dparams["w_h"] += dpre.T @ before
        dparams["b"] += dpre.sum(axis=0)
        dx[:, t] = dpre @ params["w_x"]
        dnext = dpre @ params["w_h"]
    return dparams, dx, dnext
