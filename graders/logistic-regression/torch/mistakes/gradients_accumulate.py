"""backward() adds to .grad, and you never clear it: from the second step on each update contains all
earlier gradients. Set p.grad to None after the update, or use torch.autograd.grad.

zh: backward() 会把梯度加到 .grad 上，而你从不清零：从第二步起，每次更新都包含之前所有的梯度。更新之后把 p.grad 设为 None，或使用 torch.autograd.grad。

Caught by: three steps of descent
Question: autograd-two-backward-calls
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
    return value.item(), torch.autograd.grad(value, leaves)


def gradients(params, x, y, l2):
    """Return (d loss / d w, d loss / d b)."""
    return loss_and_gradients(params, x, y, l2)[1]


def train(params, x, y, lr, steps, l2):
    """Return the parameters after `steps` steps of gradient descent, and the loss before each."""
    leaves = [p.clone().requires_grad_() for p in params]
    losses = []
    for _ in range(steps):
        value = loss(leaves, x, y, l2)
        value.backward()
        losses.append(value.item())
        with torch.no_grad():
            for p in leaves:
                p -= lr * p.grad
    return [p.detach() for p in leaves], losses
