"""You invert x.T @ x. When a column depends on others, that matrix is singular: the inverse does not exist,
and rounding decides whether you get an error, inf or huge weights. Even at full rank the condition number
is squared. Use the pseudo-inverse, which picks the solution of smallest norm.

zh: 你对 x.T @ x 求逆。当某一列依赖于其他列时，这个矩阵是奇异的：逆不存在，得到的是报错、inf 还是巨大的权重全看舍入误差。即使满秩，条件数也会变成平方。请用伪逆，它会选出范数最小的解。

Caught by: closed form with dependent columns
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
    design = torch.column_stack([x, x.new_ones(len(x))])  # (n, d + 1): b is the weight of a column of ones
    solution = torch.linalg.inv(design.T @ design) @ design.T @ y
    return solution[:-1], solution[-1]
