"""You take the logarithm of a sigmoid. Far from 0 it is exactly 0 or 1, log(0) is -inf, and 0 times -inf is
nan even for a label that fits. Simplify on paper: log(1 + exp(z)) - y z, with logaddexp for the first
term.

zh: 你对 sigmoid 取对数。远离 0 时它恰好是 0 或 1，log(0) 是 -inf，而 0 乘 -inf 得 nan，即使标签是对的也一样。应先在纸上化简为 log(1 + exp(z)) - y z，第一项用 logaddexp 计算。

Caught by: extreme logits
Question: training-stable-bce
"""

import torch


def bce(logits, y):
    """Return the mean of -(y log p + (1 - y) log(1 - p)), p = sigmoid(logits): log(1 + exp(z)) - y z for each row."""
    p = torch.sigmoid(logits)
    return -torch.mean(y * torch.log(p) + (1 - y) * torch.log(1 - p))


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
