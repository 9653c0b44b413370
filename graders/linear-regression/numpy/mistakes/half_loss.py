"""You minimise half the mean of the squared errors. Many books do, because the 2 of the derivative cancels;
this task asks for the mean itself. With half the loss every gradient is half as long, and the same learning
rate makes steps half as wide.

zh: 你最小化的是均方误差的一半。许多教材这样做，因为求导得到的 2 会被约掉；但本题要求的是均值本身。损失减半，梯度也减半，同一学习率走出的步子只有一半大。

Caught by: values
"""

import numpy as np


def closed_form(x, y):
    """Return (w, b) that minimise the loss; of several minimisers the one of smallest norm."""
    design = np.column_stack([x, np.ones(len(x))])  # (n, d + 1): b is the weight of a column of ones
    solution, *_ = np.linalg.lstsq(design, y, rcond=None)
    return solution[:-1], solution[-1]


def loss(params, x, y):
    """Return half the mean of the squared errors."""
    w, b = params
    return np.mean((x @ w + b - y) ** 2) / 2


def gradients(params, x, y):
    """Return (d loss / d w, d loss / d b)."""
    w, b = params
    error = x @ w + b - y  # (n,)
    return x.T @ error / len(y), error.mean()


def train(params, x, y, lr, steps):
    """Return the parameters after `steps` steps of gradient descent, and the loss before each."""
    losses = []
    for _ in range(steps):
        losses.append(loss(params, x, y))
        w, b = params
        dw, db = gradients(params, x, y)
        params = w - lr * dw, b - lr * db
    return params, losses
