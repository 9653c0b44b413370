"""The last layer has a ReLU too, so no logit is ever negative and no probability ever below one half. Logits
may have any sign: leave the activation off the last layer.

zh: 最后一层也用了 ReLU，于是 logits 不可能为负，概率也不会低于二分之一。logits 可以取任意符号：最后一层不要加激活函数。

Caught by: forward values
Question: training-relu-on-the-logit
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
        for layer in self.layers:
            x = torch.relu(layer(x))  # (batch, fan_out)
        return x


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
