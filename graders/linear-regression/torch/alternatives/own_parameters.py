"""Parameters made by hand, gradients asked for with autograd.grad: nothing accumulates, so nothing must be zeroed."""

import torch
from torch import nn


class LinearRegression(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(features))
        self.bias = nn.Parameter(torch.zeros(()))

    def forward(self, x):
        return x @ self.weight + self.bias


def train(model, x, y, lr, steps):
    losses = []
    for _ in range(steps):
        loss = nn.functional.mse_loss(model(x), y)
        grads = torch.autograd.grad(loss, [model.weight, model.bias])
        with torch.no_grad():
            model.weight.sub_(lr * grads[0])
            model.bias.sub_(lr * grads[1])
        losses.append(loss.item())
    return losses


def closed_form(x, y):
    centre, level = x.mean(0), y.mean()
    w = torch.linalg.pinv(x - centre) @ (y - level)
    return w, level - centre @ w
