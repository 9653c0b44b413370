"""The losses are measured after each step, so losses[0] is already the loss of trained parameters. losses[i]
belongs before step i: it is the loss that backward() starts from.

zh: 损失是在每一步之后测的，losses[0] 已经是更新后参数的损失。losses[i] 应在第 i 步之前：它就是 backward() 的起点。

Caught by: one step of descent
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
        loss = binary_cross_entropy_with_logits(model(x).squeeze(1), y)

        model.zero_grad()  # backward adds to .grad
        loss.backward()
        with torch.no_grad():  # no part of the graph
            for p in model.parameters():
                p -= lr * p.grad
            losses.append(binary_cross_entropy_with_logits(model(x).squeeze(1), y).item())
    return losses
