"""Your module has no parameters. A plain tensor as an attribute, even with requires_grad, is unknown to it:
parameters(), state_dict() and .to(device) pass it by, and so does any optimizer. Wrap it in nn.Parameter or
use nn.Linear.

zh: 你的模块没有参数。作为属性的普通张量，即使 requires_grad，模块也不认识：parameters()、state_dict() 和 .to(device) 都会漏掉它，任何优化器也是如此。请用 nn.Parameter 包装，或使用 nn.Linear。

Caught by: contract
Question: modules-what-is-registered
"""

import torch
from torch import nn


class LinearRegression(nn.Module):
    """x @ w + b, with `features` weights and one bias."""

    def __init__(self, features):
        super().__init__()
        self.weight = torch.zeros(features, requires_grad=True)
        self.bias = torch.zeros((), requires_grad=True)

    def forward(self, x):
        return x @ self.weight + self.bias


def train(model, x, y, lr, steps):
    """Train `model` in place; return the mean squared error before each step."""
    losses = []
    for _ in range(steps):
        loss = ((model(x) - y) ** 2).mean()
        model.zero_grad()
        loss.backward()
        with torch.no_grad():
            for p in (model.weight, model.bias):
                p -= lr * p.grad
        losses.append(loss.item())
    return losses


def closed_form(x, y):
    """Return (w, b) that minimise the loss; of several minimisers the one of smallest norm."""
    design = torch.column_stack([x, x.new_ones(len(x))])  # (n, d + 1): b is the weight of a column of ones
    solution = torch.linalg.pinv(design) @ y
    return solution[:-1], solution[-1]
