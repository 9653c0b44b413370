"""Your penalty includes b². The bias only shifts the decision boundary; pulling it towards 0 makes the fit
depend on where the data happen to lie. Penalise the weights alone.

zh: 你的惩罚项包含了 b²。偏置只是平移决策边界；把它拉向 0 会让拟合取决于数据恰好所处的位置。只应惩罚权重。

Caught by: loss with penalty
"""

import numpy as np


def bce(logits, y):
    """Return the mean of -(y log p + (1 - y) log(1 - p)), p = sigmoid(logits): log(1 + exp(z)) - y z for each row."""
    return np.mean(np.logaddexp(0, logits) - y * logits)


def predict(params, x):
    """Return the probabilities: (n,)."""
    w, b = params
    z = x @ w + b
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))  # exp sees nothing above 0


def loss(params, x, y, l2):
    """Return the cross-entropy and the penalty on the weights."""
    w, b = params
    return bce(x @ w + b, y) + l2 / 2 * (w @ w + b * b)


def gradients(params, x, y, l2):
    """Return (d loss / d w, d loss / d b): a row's loss has the derivative p - y in its logit."""
    w, b = params
    error = predict(params, x) - y  # (n,)
    return x.T @ error / len(y) + l2 * w, error.mean() + l2 * b


def train(params, x, y, lr, steps, l2):
    """Return the parameters after `steps` steps of gradient descent, and the loss before each."""
    losses = []
    for _ in range(steps):
        losses.append(loss(params, x, y, l2))
        w, b = params
        dw, db = gradients(params, x, y, l2)
        params = w - lr * dw, b - lr * db
    return params, losses
