"""y.unsqueeze_(1) changes the caller's tensor: after train, y has another shape, and the next use of it
broadcasts. Use y.unsqueeze(1), without the underscore, or squeeze the logits.

zh: y.unsqueeze_(1) 改变了调用者的张量：train 之后 y 的形状变了，下次使用时就会发生广播。请用不带下划线的 y.unsqueeze(1)，或压缩 logits 的维度。

Caught by: inputs unchanged
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
    if y.dim() == 1:
        y.unsqueeze_(1)
    for _ in range(steps):
        loss = binary_cross_entropy_with_logits(model(x), y)
        losses.append(loss.item())

        model.zero_grad()  # backward adds to .grad
        loss.backward()
        with torch.no_grad():  # no part of the graph
            for p in model.parameters():
                p -= lr * p.grad
    return losses
