"""Your gradient has a factor p (1 - p): it belongs to the squared error of the probabilities. In the
cross-entropy that factor cancels, which is why it goes on learning where the sigmoid saturates.

zh: 你的梯度带有因子 p (1 - p)：它属于概率的平方误差。在交叉熵中这个因子会消去，正因如此，sigmoid 饱和时它仍能学习。

Caught by: gradient
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
    p = predict(params, x)
    error = (p - y) * p * (1 - p)  # (n,)
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
