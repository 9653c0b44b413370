"""You collect the loss tensors themselves. Each keeps its whole graph alive, so memory grows with every
step; the caller asked for Python floats: loss.item().

zh: 你收集的是损失张量本身。每个张量都让整个计算图一直存活，内存随步数增长；调用者要的是 Python 浮点数：loss.item()。

Caught by: reported losses
Question: training-evaluation-fills-memory
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
    return bce(x @ w + b, y) + l2 / 2 * (w @ w)


def loss_and_gradients(params, x, y, l2):
    """Return the loss as a number, and (d loss / d w, d loss / d b)."""
    leaves = [p.detach().requires_grad_() for p in params]  # the caller's tensors learn nothing of it
    value = loss(leaves, x, y, l2)
    return value, torch.autograd.grad(value, leaves)


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
