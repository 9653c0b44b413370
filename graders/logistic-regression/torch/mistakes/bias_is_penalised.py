"""Your penalty includes b². The bias only shifts the decision boundary; pulling it towards 0 makes the fit
depend on where the data happen to lie. Penalise the weights alone.

zh: 你的惩罚项包含了 b²。偏置只是平移决策边界；把它拉向 0 会让拟合取决于数据恰好所处的位置。只应惩罚权重。

Caught by: loss with penalty
"""

import torch


def bce(logits, y):
    """Return the mean of -(y log p + (1 - y) log(1 - p)), p = sigmoid(logits): log(1 + exp(z)) - y z for each row."""
    return (torch.logaddexp(logits, torch.zeros_like(logits)) - y * logits).mean()


def predict(params, x):
    """Return the probabilities: (n,)."""
    w, b = params
    return torch.sigmoid(x @ w + b)


def loss(params, x, y, l2):
    """Return the cross-entropy and the penalty on the weights."""
    w, b = params
    return bce(x @ w + b, y) + l2 / 2 * (w @ w + b * b)


def loss_and_gradients(params, x, y, l2):
    """Return the loss as a number, and (d loss / d w, d loss / d b)."""
    leaves = [p.detach().requires_grad_() for p in params]  # the caller's tensors learn nothing of it
    value = loss(leaves, x, y, l2)
    return value.item(), torch.autograd.grad(value, leaves)


def gradients(params, x, y, l2):
    """Return (d loss / d w, d loss / d b)."""
    return loss_and_gradients(params, x, y, l2)[1]


def train(params, x, y, lr, steps, l2):
    """Return the parameters after `steps` steps of gradient descent, and the loss before each."""
    losses = []
    for _ in range(steps):
        value, grads = loss_and_gradients(params, x, y, l2)
        losses.append(value)
        params = tuple(p - lr * g for p, g in zip(params, grads, strict=True))
    return params, losses
