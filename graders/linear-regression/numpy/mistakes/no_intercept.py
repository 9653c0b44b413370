"""Your closed form solves x @ w = y, a line through the origin, and the bias is left at 0. Give b a column
of its own: append a column of ones to x and take the last element of the solution as b.

zh: 你的闭式解求的是 x @ w = y，即一条过原点的直线，偏置始终为 0。要让 b 拥有自己的一列：在 x 末尾加一列 1，并把解的最后一个元素作为 b。

Caught by: closed form
"""

import numpy as np


def closed_form(x, y):
    """Return (w, b) that minimise the loss; of several minimisers the one of smallest norm."""
    w, *_ = np.linalg.lstsq(x, y, rcond=None)
    return w, 0.0


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
