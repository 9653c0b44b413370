"""nn.init.normal_ takes a standard deviation, and 2 / fan_in is He's variance: its square root is missing, so
wide layers start far too small. Write std=math.sqrt(2 / fan_in), or use nn.init.kaiming_normal_.

zh: nn.init.normal_ 需要的是标准差，而 2 / fan_in 是 He 初始化的方差：漏掉了平方根，宽层的初始权重就会小得多。请写 std=math.sqrt(2 / fan_in)，或用 nn.init.kaiming_normal_。

Caught by: initial parameters
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
            nn.init.normal_(layer.weight, std=2 / layer.in_features)
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
