"""When you update, p.grad is None, so `lr * p.grad` raises TypeError: zero_grad() after backward() took the
gradients away, or backward() never ran. The order is zero_grad(), backward(), update.

zh: 更新时 p.grad 是 None，因此 `lr * p.grad` 抛出 TypeError：要么在 backward() 之后调用 zero_grad() 清掉了梯度，要么根本没有执行 backward()。正确的顺序是 zero_grad()、backward()、更新。

Caught by: one step of descent
"""

import torch
from torch import nn


class LinearRegression(nn.Module):
    """x @ w + b, with `features` weights and one bias."""

    def __init__(self, features):
        super().__init__()
        self.linear = nn.Linear(features, 1)

    def forward(self, x):
        return self.linear(x).squeeze(-1)  # (n, 1) -> (n,)


def train(model, x, y, lr, steps):
    """Train `model` in place; return the mean squared error before each step."""
    losses = []
    for _ in range(steps):
        loss = ((model(x) - y) ** 2).mean()
        loss.backward()
        model.zero_grad()
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
