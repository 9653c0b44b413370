"""You update w first and take the bias's gradient at the new w. Both gradients belong to the same point:
compute both, then update both.

zh: 你先更新了 w，再在新的 w 处求偏置的梯度。两个梯度应属于同一点：先都算出来，再一起更新。

Caught by: one step of descent
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
        losses.append(loss(params, x, y, l2))
        w, b = params
        w = w - lr * gradients((w, b), x, y, l2)[0]
        b = b - lr * gradients((w, b), x, y, l2)[1]
        params = w, b
    return params, losses
