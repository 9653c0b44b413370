"""You collect loss tensors where numbers are asked for. Unless it is detached, each of them holds its whole
graph, so memory grows with every step. Store numbers: losses.append(loss.item()).

zh: 题目要求数字，而你收集的是损失张量。除非已经分离（detach），每个张量都保留着自己的整张计算图，内存会随步数增长。应当保存数字：losses.append(loss.item())。

Caught by: reported losses
Question: training-evaluation-fills-memory
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
        losses.append(loss)
    return losses


def closed_form(x, y):
    """Return (w, b) that minimise the loss; of several minimisers the one of smallest norm."""
    design = torch.column_stack([x, x.new_ones(len(x))])  # (n, d + 1): b is the weight of a column of ones
    solution = torch.linalg.pinv(design) @ y
    return solution[:-1], solution[-1]
