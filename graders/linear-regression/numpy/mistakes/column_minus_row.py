"""Your predictions have shape (n, 1) and y has shape (n,). Their difference broadcasts to (n, n): every
prediction is compared with every target, and no error is raised. Bring both to (n,) before you subtract.

zh: 你的预测形状是 (n, 1)，而 y 的形状是 (n,)。二者相减会广播成 (n, n)：每个预测都与每个目标相比较，而且不报错。相减之前先把两者都变成 (n,)。

Caught by: values
Question: training-broadcast-in-the-loss
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
    return np.mean((x @ w.reshape(-1, 1) + b - y) ** 2)


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
