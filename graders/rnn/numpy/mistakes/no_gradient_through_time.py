"""The gradient stops at each step: the state is cut off from the steps that made it. Only the last input of
a chain is then learnt from; the statement wants the gradient through all steps.

zh: 梯度在每一步都停下了：状态与产生它的各步断开了。这样只能从链条的最后一个输入学习；题目要求梯度穿过所有步。

Caught by: gradient
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
        dh = dhs[:, t]
        dpre = dh * (1 - hs[:, t] ** 2)
        dparams["w_x"] += dpre.T @ x[:, t]
        dparams["w_h"] += dpre.T @ before
        dparams["b"] += dpre.sum(axis=0)
        dx[:, t] = dpre @ params["w_x"]
        dnext = dpre @ params["w_h"]
    return dparams, dx, dnext
