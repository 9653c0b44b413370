"""LSTM in NumPy.

Fill in the bodies; keep the names. params has the keys
w_x: (4 * hidden, in); w_h: (4 * hidden, hidden);
b: (4 * hidden,); the gates in the order i, f, g, o.
"""

import numpy as np


def lstm(params, x, h0, c0):
    """Return (hs, (h, c)).

    x: (batch, time, in); h0, c0: (batch, hidden).
    hs: (batch, time, hidden), h after every step;
    h, c: (batch, hidden), after the last.
    """
    # TODO: one step after the other
    hs = np.zeros((*x.shape[:2], h0.shape[1]))
    return hs, (h0, c0)


def lstm_backward(dhs, params, x, h0, c0):
    """Return the gradients of sum(dhs * hs).

    dhs: (batch, time, hidden).
    Returns (dparams, dx, dh0, dc0): a dict like params, and
    the shapes of x, h0, c0.
    """
    # TODO: two states go back from step to step
    dparams = {
        name: np.zeros_like(value)
        for name, value in params.items()
    }
    zeros = np.zeros_like(h0)
    return dparams, np.zeros_like(x), zeros, zeros
