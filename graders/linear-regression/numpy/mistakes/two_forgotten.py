"""Your gradient lacks the factor 2. It belongs to half the mean of the squared errors; the derivative of
error ** 2 is 2 * error. Descent still works, at half the learning rate, which is why the loss alone does
not show it.

zh: 你的梯度缺少系数 2。它是均方误差一半的梯度；error ** 2 的导数是 2 * error。下降仍然有效，只是学习率相当于减半，所以单看损失发现不了。

Caught by: gradient
Question: losses-slope-of-mse
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
