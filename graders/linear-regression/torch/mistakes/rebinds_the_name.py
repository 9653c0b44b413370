"""`p = p - lr * p.grad` makes a new tensor and binds the loop's own name to it; the model keeps its old
parameter. Change the parameter itself: `p -= lr * p.grad` under torch.no_grad().

zh: `p = p - lr * p.grad` 生成了一个新张量，只是让循环变量的名字指向它；模型里的参数没有变。应当修改参数本身：在 torch.no_grad() 下写 `p -= lr * p.grad`。

Caught by: one step of descent
Question: autograd-lost-parameter
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
                p = p - lr * p.grad
        losses.append(loss.item())
    return losses


def closed_form(x, y):
    """Return (w, b) that minimise the loss; of several minimisers the one of smallest norm."""
    design = torch.column_stack([x, x.new_ones(len(x))])  # (n, d + 1): b is the weight of a column of ones
    solution = torch.linalg.pinv(design) @ y
    return solution[:-1], solution[-1]
