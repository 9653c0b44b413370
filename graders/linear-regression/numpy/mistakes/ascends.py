"""You add the gradient to the parameters. It points where the loss grows fastest, so the loss climbs at
every step. Go against it: p - lr * grad.

zh: 你把梯度加到了参数上。梯度指向损失增长最快的方向，所以每一步损失都在上升。应当沿相反方向走：p - lr * grad。

Caught by: one step of descent
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
        params = w + lr * dw, b + lr * db
    return params, losses
