"""You collect loss tensors where the task asks for floats. Unless it is detached, each of them keeps its whole
graph alive, so memory grows with every step. Append loss.item().

zh: 题目要求浮点数，而你收集的是损失张量。除非已经分离（detach），每个张量都会让自己的整张计算图留在内存里，内存随步数增长。请改为 append(loss.item())。

Caught by: contract
Question: training-evaluation-fills-memory
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
        losses.append(loss)

        model.zero_grad()  # backward adds to .grad
        loss.backward()
        with torch.no_grad():  # no part of the graph
            for p in model.parameters():
                p -= lr * p.grad
    return losses
