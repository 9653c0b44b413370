"""p = p - lr * p.grad makes a new tensor and gives it the local name p; the module's parameter is untouched,
and the loss never moves. Change it in place: p -= lr * p.grad.

zh: p = p - lr * p.grad 生成了一个新张量，只是让局部名字 p 指向它；模块的参数没有动，损失也不变。请就地修改：p -= lr * p.grad。

Caught by: one step of descent
Question: autograd-lost-parameter
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

        model.zero_grad()  # backward adds to .grad
        loss.backward()
        with torch.no_grad():  # no part of the graph
            for p in model.parameters():
                p = p - lr * p.grad
    return losses
