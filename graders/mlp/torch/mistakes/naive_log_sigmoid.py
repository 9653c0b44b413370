"""The loss takes the log of a probability. For a logit of 1000 the sigmoid rounds to 1, log(1 - 1) is -inf,
and 0 * inf is nan. Use binary_cross_entropy_with_logits, or logsigmoid(z) and logsigmoid(-z).

zh: 损失对概率取对数。logit 为 1000 时 sigmoid 被舍入为 1，log(1 - 1) 是 -inf，而 0 * inf 是 nan。请用 binary_cross_entropy_with_logits，或 logsigmoid(z) 与 logsigmoid(-z)。

Caught by: logits of ±1000
Question: training-stable-bce
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
        p = torch.sigmoid(model(x)).squeeze(1)
        loss = -(y * p.log() + (1 - y) * (1 - p).log()).mean()
        losses.append(loss.item())

        model.zero_grad()  # backward adds to .grad
        loss.backward()
        with torch.no_grad():  # no part of the graph
            for p in model.parameters():
                p -= lr * p.grad
    return losses
