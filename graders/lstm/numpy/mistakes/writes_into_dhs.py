"""What comes back from the next step is added into dhs, which belongs to the caller. Add into a new array.

zh: 你把下一步传回来的梯度加进了 dhs，而它属于调用者。请加到新数组中。

Caught by: arguments stay as they were
"""

import numpy as np


def sigmoid(z):
    """Return 1 / (1 + exp(-z)), without overflow."""
    return (1 + np.tanh(z / 2)) / 2


def step(params, x_t, h, c):
    """Return the gates, each (batch, hidden), and the new c."""
    pre = x_t @ params["w_x"].T + h @ params["w_h"].T + params["b"]  # (batch, 4 * hidden)
    i, f, g, o = np.split(pre, 4, axis=1)
    i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
    return (i, f, g, o), f * c + i * g


def lstm(params, x, h0, c0):
    """Return h after every step, (batch, time, hidden), and the last (h, c)."""
    h, c, hs = h0, c0, []
    for t in range(x.shape[1]):
        (*_, o), c = step(params, x[:, t], h, c)
        h = o * np.tanh(c)
        hs.append(h)
    return np.stack(hs, axis=1), (h, c)


def lstm_backward(dhs, params, x, h0, c0):
    """Return the gradients of sum(dhs * hs): a dict like params, and the shapes of x, h0 and c0."""
    h, c, tape = h0, c0, []
    for t in range(x.shape[1]):
        gates, new_c = step(params, x[:, t], h, c)
        tape.append((h, c, gates, new_c))
        h, c = gates[-1] * np.tanh(new_c), new_c

    dparams = {name: np.zeros_like(value) for name, value in params.items()}
    dx = np.zeros_like(x)
    dh_next, dc_next = np.zeros_like(h0), np.zeros_like(c0)  # what comes back from the step after
    for t in reversed(range(x.shape[1])):
        h, c, (i, f, g, o), new_c = tape[t]
        shown = np.tanh(new_c)
        dhs[:, t] += dh_next
        dh = dhs[:, t]
        dc = dc_next + dh * o * (1 - shown**2)  # through the next cell, and through h
        di, df, dg, do = dc * g, dc * c, dc * i, dh * shown
        dpre = np.concatenate([di * i * (1 - i), df * f * (1 - f), dg * (1 - g**2), do * o * (1 - o)], axis=1)
        dparams["w_x"] += dpre.T @ x[:, t]
        dparams["w_h"] += dpre.T @ h
        dparams["b"] += dpre.sum(axis=0)
        dx[:, t] = dpre @ params["w_x"]
        dh_next, dc_next = dpre @ params["w_h"], dc * f
    return dparams, dx, dh_next, dc_next
