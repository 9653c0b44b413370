"""You centred x and y, found w, and took the mean of y for b. That is the bias for centred rows; for the rows
as they come, b also pays for their mean: b = mean(y) - mean(x) @ w.

zh: 你把 x 和 y 中心化，求出 w，然后直接把 y 的均值当作 b。那只是中心化之后的偏置；对原来的各行，还要减去均值的贡献：b = mean(y) - mean(x) @ w。

Caught by: closed form
"""

import numpy as np


def closed_form(x, y):
    """Return (w, b) that minimise the loss; of several minimisers the one of smallest norm."""
    w = np.linalg.pinv(x - x.mean(axis=0)) @ (y - y.mean())
    return w, y.mean()


def loss(params, x, y):
    """Return the mean of the squared errors."""
    w, b = params
    return np.mean((x @ w + b - y) ** 2)


def gradients(params, x, y):
    """Return (d loss / d w, d loss / d b)."""
    w, b = params
    error = x @ w + b - y  # (n,)
    return 2 / len(y) * (x.T @ error), 2 * error.mean()


def train(params, x, y, lr, steps):
    """Return the parameters after `steps` steps of gradient descent, and the loss before each."""
    losses = []
    for _ in range(steps):
        losses.append(loss(params, x, y))
        w, b = params
        dw, db = gradients(params, x, y)
        params = w - lr * dw, b - lr * db
    return params, losses
