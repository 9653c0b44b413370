"""Your closed form solves x @ w = y, a line through the origin, and the bias is left at 0. Give b a column
of its own: append a column of ones to x and take the last element of the solution as b.

zh: 你的闭式解求的是 x @ w = y，即一条过原点的直线，偏置始终为 0。要让 b 拥有自己的一列：在 x 末尾加一列 1，并把解的最后一个元素作为 b。

Caught by: closed form
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
        model.zero_grad()
        loss.backward()
        with torch.no_grad():
            for p in model.parameters():
                p -= lr * p.grad
        losses.append(loss.item())
    return losses


def closed_form(x, y):
    """Return (w, b) that minimise the loss; of several minimisers the one of smallest norm."""
    return torch.linalg.pinv(x) @ y, x.new_zeros(())
