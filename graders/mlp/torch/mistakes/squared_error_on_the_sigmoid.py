"""The loss is the mean squared error of sigmoid(z) and y. The task asks for cross-entropy: under squared error a
confidently wrong example has a slope of almost 0, since s(1 - s) vanishes there, and hardly teaches anything.

zh: 你的损失是 sigmoid(z) 与 y 的均方误差，而题目要求交叉熵。用均方误差时，自信却错误的样本斜率几乎为 0（因为 s(1 - s) 趋于 0），几乎学不到东西。

Caught by: loss values
Question: losses-why-not-squared-error
"""

import torch
from torch import nn
from torch.nn.functional import mse_loss


class MLP(nn.Module):
    """Linear, ReLU, …, Linear; what comes out are logits."""

    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.ModuleList(
            nn.Linear(m, n)
            for m, n in zip(sizes[:-1], sizes[1:])
        )
        for layer in self.layers:
            # N(0, 2 / fan_in)
            nn.init.kaiming_normal_(
                layer.weight, nonlinearity="relu"
            )
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.relu(layer(x))  # (batch, fan_out)
        return self.layers[-1](x)  # (batch, 1)


def train(model, x, y, lr, steps):
    losses = []
    for _ in range(steps):
        loss = mse_loss(torch.sigmoid(model(x)).squeeze(1), y)
        losses.append(loss.item())

        model.zero_grad()  # backward adds to .grad
        loss.backward()
        with torch.no_grad():  # no part of the graph
            for p in model.parameters():
                p -= lr * p.grad
    return losses
