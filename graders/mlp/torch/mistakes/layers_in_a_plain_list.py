"""The layers sit in a Python list, where nn.Module does not see them: parameters() is empty, so nothing is
trained, moved or saved. Use nn.ModuleList or nn.Sequential.

zh: 各层放在普通的 Python 列表里，nn.Module 看不到它们：parameters() 是空的，于是什么也不会被训练、移动或保存。请用 nn.ModuleList 或 nn.Sequential。

Caught by: contract
Question: modules-list-of-layers
"""

import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits


class MLP(nn.Module):
    """Linear, ReLU, …, Linear; what comes out are logits."""

    def __init__(self, sizes):
        super().__init__()
        self.layers = [nn.Linear(m, n) for m, n in zip(sizes[:-1], sizes[1:])]
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
        z = model(x).squeeze(1)  # (batch,), like y
        loss = binary_cross_entropy_with_logits(z, y)
        losses.append(loss.item())

        model.zero_grad()  # backward adds to .grad
        loss.backward()
        with torch.no_grad():  # no part of the graph
            for p in model.parameters():
                p -= lr * p.grad
    return losses
