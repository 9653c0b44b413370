"""The loss gets logits of shape (n, 1) and labels of shape (n,). binary_cross_entropy_with_logits does not
broadcast and raises. Squeeze the logits, model(x).squeeze(1), or give y a second axis.

zh: 损失收到的 logits 形状为 (n, 1)，标签形状为 (n,)。binary_cross_entropy_with_logits 不做广播，会直接报错。请压缩 logits 的维度：model(x).squeeze(1)，或给 y 加一个轴。

Caught by: contract
"""

import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits


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
        loss = binary_cross_entropy_with_logits(model(x), y)
        losses.append(loss.item())

        model.zero_grad()  # backward adds to .grad
        loss.backward()
        with torch.no_grad():  # no part of the graph
            for p in model.parameters():
                p -= lr * p.grad
    return losses
