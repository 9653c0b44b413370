"""log(1 + exp(z)) is the right formula and overflows: exp(10000) is inf, and so is the loss. Take the
larger term out, max(z, 0) + log1p(exp(-|z|)), or use logaddexp, which does so.

zh: log(1 + exp(z)) 公式是对的，但会上溢：exp(10000) 是 inf，损失也就成了 inf。应把较大的一项提出来：max(z, 0) + log1p(exp(-|z|))，或使用 logaddexp，它正是这样做的。

Caught by: extreme logits
"""

import torch


def bce(logits, y):
    """Return the mean of -(y log p + (1 - y) log(1 - p)), p = sigmoid(logits): log(1 + exp(z)) - y z for each row."""
    return torch.mean(torch.log1p(torch.exp(logits)) - y * logits)


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
