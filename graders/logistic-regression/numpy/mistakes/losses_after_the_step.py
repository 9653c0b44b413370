"""You record the loss after the update, so losses[0] belongs to the parameters after the first step and the
start is lost. Record it before.

zh: 你在更新之后才记录损失，于是 losses[0] 对应第一步之后的参数，起点的损失丢失了。应在更新之前记录。

Caught by: reported losses
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
        w, b = params
        dw, db = gradients(params, x, y, l2)
        params = w - lr * dw, b - lr * db
        losses.append(loss(params, x, y, l2))
    return params, losses
