"""squeeze() without an axis drops every axis of length 1. For a batch of one row the predictions lose their
batch axis too and have shape () instead of (1,). Say which axis: squeeze(-1).

zh: 不带轴的 squeeze() 会去掉所有长度为 1 的轴。当批量只有一行时，预测连批量轴也丢了，形状是 () 而不是 (1,)。要写明是哪个轴：squeeze(-1)。

Caught by: one row and one column
Question: tensors-squeeze-one-too-many
"""

import torch
from torch import nn


class LinearRegression(nn.Module):
    """x @ w + b, with `features` weights and one bias."""

    def __init__(self, features):
        super().__init__()
        self.linear = nn.Linear(features, 1)

    def forward(self, x):
        return self.linear(x).squeeze()


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
