"""Your predictions have shape (n, 1) and y has shape (n,). Their difference broadcasts to (n, n): every
prediction is compared with every target, and no error is raised. Bring both to (n,) before you subtract.

zh: 你的预测形状是 (n, 1)，而 y 的形状是 (n,)。二者相减会广播成 (n, n)：每个预测都与每个目标相比较，而且不报错。相减之前先把两者都变成 (n,)。

Caught by: contract
"""

import torch
from torch import nn


class LinearRegression(nn.Module):
    """x @ w + b, with `features` weights and one bias."""

    def __init__(self, features):
        super().__init__()
        self.linear = nn.Linear(features, 1)

    def forward(self, x):
        return self.linear(x)


def train(model, x, y, lr, steps):
    """Train `model` in place; return the mean squared error before each step."""
    losses = []
    for _ in range(steps):
        loss = ((model(x) - y) ** 2).mean()
        model.zero_grad()
        loss.backward()
        with torch.no_grad():
            for p in model.parameters():
                p -= lr * p.grad
        losses.append(loss.item())
    return losses


def closed_form(x, y):
    """Return (w, b) that minimise the loss; of several minimisers the one of smallest norm."""
    design = torch.column_stack([x, x.new_ones(len(x))])  # (n, d + 1): b is the weight of a column of ones
    solution = torch.linalg.pinv(design) @ y
    return solution[:-1], solution[-1]
