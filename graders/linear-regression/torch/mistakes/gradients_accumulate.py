"""You never clear the gradients. backward() adds to p.grad, so the second step also takes the first
gradient again, the third all three. The first step is right, which hides the mistake. Call
model.zero_grad() before backward().

zh: 你从不清空梯度。backward() 会把结果累加到 p.grad，于是第二步又走了一遍第一次的梯度，第三步则把三次都走了。第一步是对的，这正好掩盖了错误。在 backward() 之前调用 model.zero_grad()。

Caught by: three steps of descent
Question: autograd-two-backward-calls
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
