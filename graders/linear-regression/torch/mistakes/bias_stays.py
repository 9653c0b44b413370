"""Only the weights move; the bias keeps its first value. The line can turn but not shift, so the loss stops
well above its minimum unless the data happen to be centred. Update b with its own gradient, 2 *
mean(error).

zh: 只有权重在更新，偏置一直停在初值。直线只能转动而不能平移，除非数据恰好已中心化，否则损失会停在远高于最小值的地方。要用 b 自己的梯度 2 * mean(error) 来更新它。

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
        with torch.no_grad():
            model.linear.weight -= lr * model.linear.weight.grad
        losses.append(loss.item())
    return losses


def closed_form(x, y):
    """Return (w, b) that minimise the loss; of several minimisers the one of smallest norm."""
    design = torch.column_stack([x, x.new_ones(len(x))])  # (n, d + 1): b is the weight of a column of ones
    solution = torch.linalg.pinv(design) @ y
    return solution[:-1], solution[-1]
