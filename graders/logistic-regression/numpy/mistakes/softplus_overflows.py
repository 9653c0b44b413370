"""log(1 + exp(z)) is the right formula and overflows: exp(10000) is inf, and so is the loss. Take the
larger term out, max(z, 0) + log1p(exp(-|z|)), or use logaddexp, which does so.

zh: log(1 + exp(z)) 公式是对的，但会上溢：exp(10000) 是 inf，损失也就成了 inf。应把较大的一项提出来：max(z, 0) + log1p(exp(-|z|))，或使用 logaddexp，它正是这样做的。

Caught by: extreme logits
"""

import numpy as np


def bce(logits, y):
    """Return the mean of -(y log p + (1 - y) log(1 - p)), p = sigmoid(logits): log(1 + exp(z)) - y z for each row."""
    return np.mean(np.log1p(np.exp(logits)) - y * logits)


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
