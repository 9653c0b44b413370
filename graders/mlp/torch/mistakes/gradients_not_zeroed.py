"""Nothing resets .grad between the steps. backward() adds to it, so each step uses the sum of all gradients
so far: like momentum that never fades. Call model.zero_grad() before backward().

zh: 各步之间没有清零 .grad。backward() 会累加，于是每一步用的是至今所有梯度之和，就像永不衰减的动量。请在 backward() 之前调用 model.zero_grad()。

Caught by: three steps of descent
Question: autograd-two-backward-calls
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
        z = model(x).squeeze(1)  # (batch,), like y
        loss = binary_cross_entropy_with_logits(z, y)
        losses.append(loss.item())

        loss.backward()
        with torch.no_grad():  # no part of the graph
            for p in model.parameters():
                p -= lr * p.grad
    return losses
