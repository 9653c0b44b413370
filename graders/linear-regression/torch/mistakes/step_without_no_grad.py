"""You change a parameter in place while autograd is recording. A leaf that requires a gradient may not be
overwritten, so PyTorch raises RuntimeError. The update is no part of the loss: put it under
torch.no_grad().

zh: 你在 autograd 记录的时候就地修改参数。需要梯度的叶子张量不允许被就地改写，因此 PyTorch 抛出 RuntimeError。更新不属于损失的计算：把它放进 torch.no_grad()。

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
        model.zero_grad()
        loss.backward()
        for p in model.parameters():
            p -= lr * p.grad
        losses.append(loss.item())
    return losses


def closed_form(x, y):
    """Return (w, b) that minimise the loss; of several minimisers the one of smallest norm."""
    design = torch.column_stack([x, x.new_ones(len(x))])  # (n, d + 1): b is the weight of a column of ones
    solution = torch.linalg.pinv(design) @ y
    return solution[:-1], solution[-1]
