"""Only the weights move; the bias keeps its first value. The line can turn but not shift, so the loss stops
well above its minimum unless the data happen to be centred. Update b with its own gradient, 2 *
mean(error).

zh: 只有权重在更新，偏置一直停在初值。直线只能转动而不能平移，除非数据恰好已中心化，否则损失会停在远高于最小值的地方。要用 b 自己的梯度 2 * mean(error) 来更新它。

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
        dw, _ = gradients(params, x, y)
        params = w - lr * dw, b
    return params, losses
