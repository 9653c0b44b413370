"""Two leaves for the whole training, backward and an update in place; the loss through logsigmoid."""

import torch
from torch.nn import functional as F


def bce(logits, y):
    return -(y * F.logsigmoid(logits) + (1 - y) * F.logsigmoid(-logits)).mean()


def predict(params, x):
    w, b = params
    return 1 / (1 + torch.exp(-(x @ w + b)))  # inf in the denominator is a 0, and no gradient goes through here


def loss(params, x, y, l2):
    w, b = params
    return bce(torch.addmv(b, x, w), y) + l2 / 2 * w.pow(2).sum()


def leaves_of(params):
    return [p.clone().requires_grad_() for p in params]


def gradients(params, x, y, l2):
    leaves = leaves_of(params)
    loss(leaves, x, y, l2).backward()
    return [p.grad for p in leaves]


def train(params, x, y, lr, steps, l2):
    leaves, losses = leaves_of(params), []
    for _ in range(steps):
        value = loss(leaves, x, y, l2)
        value.backward()
        losses.append(value.item())
        with torch.no_grad():
            for p in leaves:
                p -= lr * p.grad
                p.grad = None
    return [p.detach() for p in leaves], losses
