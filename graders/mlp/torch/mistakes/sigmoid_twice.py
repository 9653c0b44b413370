"""train passes torch.sigmoid(logits) to a loss that expects logits, so the sigmoid is applied twice.
Probabilities stay between 0.5 and 0.73, and the loss cannot approach 0. Pass the logits.

zh: train 把 torch.sigmoid(logits) 传给了以 logits 为输入的损失，于是 sigmoid 被用了两次：概率只在 0.5 到 0.73 之间，损失无法接近 0。请直接传入 logits。

Caught by: loss values
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
        loss = binary_cross_entropy_with_logits(torch.sigmoid(model(x)).squeeze(1), y)
        losses.append(loss.item())

        model.zero_grad()  # backward adds to .grad
        loss.backward()
        with torch.no_grad():  # no part of the graph
            for p in model.parameters():
                p -= lr * p.grad
    return losses
