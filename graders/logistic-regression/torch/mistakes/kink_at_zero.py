"""The value max(z, 0) + log1p(exp(-|z|)) - y z is right, but its parts have kinks at z = 0: there clamp has
the derivative 1 and abs has 0, so autograd gives 1 - y instead of 1/2 - y. Training starts just there.
logaddexp has a derivative of its own and no kink.

zh: max(z, 0) + log1p(exp(-|z|)) - y z 的值是对的，但其组成部分在 z = 0 处有折点：clamp 在那里的导数是 1，abs 是 0，于是 autograd 给出 1 - y 而不是 1/2 - y。训练恰恰从那里开始。logaddexp 有自己的导数，没有折点。

Caught by: gradient at zero
"""

import torch


def bce(logits, y):
    """Return the mean of -(y log p + (1 - y) log(1 - p)), p = sigmoid(logits): log(1 + exp(z)) - y z for each row."""
    return (logits.clamp(min=0) + torch.log1p(torch.exp(-logits.abs())) - y * logits).mean()


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
