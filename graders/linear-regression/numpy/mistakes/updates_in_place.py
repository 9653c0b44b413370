"""`w -= lr * dw` writes into the caller's array: after the call the parameters that the training started
from are gone, and a second run starts where the first ended. Make new arrays, w = w - lr * dw, or copy once
at the start.

zh: `w -= lr * dw` 直接改写调用者的数组：调用之后，训练的初始参数就丢失了，第二次训练会从第一次结束的地方开始。请生成新数组 w = w - lr * dw，或者在开头复制一次。

Caught by: arguments stay as they were
"""

import numpy as np


def closed_form(x, y):
    """Return (w, b) that minimise the loss; of several minimisers the one of smallest norm."""
    design = np.column_stack([x, np.ones(len(x))])  # (n, d + 1): b is the weight of a column of ones
    solution, *_ = np.linalg.lstsq(design, y, rcond=None)
    return solution[:-1], solution[-1]


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
        w -= lr * dw
        params = w, b - lr * db
    return params, losses
