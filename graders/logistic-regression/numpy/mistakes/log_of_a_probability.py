"""You take the logarithm of a sigmoid. Far from 0 it is exactly 0 or 1, log(0) is -inf, and 0 times -inf is
nan even for a label that fits. Simplify on paper: log(1 + exp(z)) - y z, with logaddexp for the first
term.

zh: 你对 sigmoid 取对数。远离 0 时它恰好是 0 或 1，log(0) 是 -inf，而 0 乘 -inf 得 nan，即使标签是对的也一样。应先在纸上化简为 log(1 + exp(z)) - y z，第一项用 logaddexp 计算。

Caught by: extreme logits
Question: training-stable-bce
"""

import numpy as np


def bce(logits, y):
    """Return the mean of -(y log p + (1 - y) log(1 - p)), p = sigmoid(logits): log(1 + exp(z)) - y z for each row."""
    p = 1 / (1 + np.exp(-logits))
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def predict(params, x):
    """Return the probabilities: (n,)."""
    w, b = params
    z = x @ w + b
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))  # exp sees nothing above 0


def loss(params, x, y, l2):
    """Return the cross-entropy and the penalty on the weights."""
    w, b = params
    return bce(x @ w + b, y) + l2 / 2 * w @ w


def gradients(params, x, y, l2):
    """Return (d loss / d w, d loss / d b): a row's loss has the derivative p - y in its logit."""
    w, _ = params
    error = predict(params, x) - y  # (n,)
    return x.T @ error / len(y) + l2 * w, error.mean()


def train(params, x, y, lr, steps, l2):
    """Return the parameters after `steps` steps of gradient descent, and the loss before each."""
    losses = []
    for _ in range(steps):
        losses.append(loss(params, x, y, l2))
        w, b = params
        dw, db = gradients(params, x, y, l2)
        params = w - lr * dw, b - lr * db
    return params, losses
