"""The loss takes probabilities: sigmoid first, then binary_cross_entropy. For a logit of 1000 the sigmoid
rounds to 1; PyTorch stops the log at -100, so a loss of 1000 is reported as 100, and its gradient is gone.
Use binary_cross_entropy_with_logits.

zh: 损失以概率为输入：先 sigmoid，再 binary_cross_entropy。logit 为 1000 时 sigmoid 被舍入为 1；PyTorch 把 log 截断在 -100，于是本应为 1000 的损失变成 100，梯度也消失了。请用 binary_cross_entropy_with_logits。

Caught by: logits of ±1000
Question: training-bce-on-logits
"""

import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy


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
        loss = binary_cross_entropy(torch.sigmoid(model(x)).squeeze(1), y)
        losses.append(loss.item())

        model.zero_grad()  # backward adds to .grad
        loss.backward()
        with torch.no_grad():  # no part of the graph
            for p in model.parameters():
                p -= lr * p.grad
    return losses
