"""Logits of shape (n, 1) meet labels of shape (n,) in a loss written by hand. They broadcast to (n, n)
without a word, so every logit is compared with every label, and the best answer is a constant. Squeeze the
logits, or give y a second axis.

zh: 手写的损失里，形状为 (n, 1) 的 logits 遇到形状为 (n,) 的标签，会悄悄广播成 (n, n)：每个 logit 都与所有标签比较，最优解变成一个常数。请压缩 logits 的维度，或给 y 加一个轴。

Caught by: loss values
"""

import torch
from torch import nn


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
        z = model(x)
        loss = (torch.relu(z) - z * y + torch.log1p(torch.exp(-z.abs()))).mean()
        losses.append(loss.item())

        model.zero_grad()  # backward adds to .grad
        loss.backward()
        with torch.no_grad():  # no part of the graph
            for p in model.parameters():
                p -= lr * p.grad
    return losses
