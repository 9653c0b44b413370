"""You sum the squared errors, the task asks for their mean. With a sum, loss and gradient grow with the
number of rows, and a learning rate that suited the mean makes the training diverge.

zh: 你对平方误差求和，而题目要求取均值。用求和时，损失和梯度随行数增长，适合均值的学习率会让训练发散。

Caught by: values
Question: losses-sum-or-mean
"""

import numpy as np


def closed_form(x, y):
    """Return (w, b) that minimise the loss; of several minimisers the one of smallest norm."""
    design = np.column_stack([x, np.ones(len(x))])  # (n, d + 1): b is the weight of a column of ones
    solution, *_ = np.linalg.lstsq(design, y, rcond=None)
    return solution[:-1], solution[-1]


def loss(params, x, y):
    """Return the sum of the squared errors."""
    w, b = params
    return np.sum((x @ w + b - y) ** 2)


def gradients(params, x, y):
    """Return (d loss / d w, d loss / d b)."""
    w, b = params
    error = x @ w + b - y  # (n,)
    return 2 * (x.T @ error), 2 * error.sum()


def train(params, x, y, lr, steps):
    """Return the parameters after `steps` steps of gradient descent, and the loss before each."""
    losses = []
    for _ in range(steps):
        losses.append(loss(params, x, y))
        w, b = params
        dw, db = gradients(params, x, y)
        params = w - lr * dw, b - lr * db
    return params, losses
