"""All weights start at zero. Every hidden unit is then the same, its output is 0 and no gradient reaches it:
only the last bias learns. Leave nn.Linear's initialisation, or draw the weights at random.

zh: 所有权重都从零开始：每个隐藏单元都一样，输出为 0，也没有梯度传到它，只有最后的偏置在学习。请保留 nn.Linear 的初始化，或随机抽取权重。

Caught by: initial parameters
Question: training-all-zero-start
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
            nn.init.zeros_(layer.weight)
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
