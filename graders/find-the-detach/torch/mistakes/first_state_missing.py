"""The states begin after the first step; the zeros at the start are missing, so there are `time` of them
instead of `time + 1`.

zh: 状态从第一步之后开始；缺少开头的零，因此只有 `time` 个，而不是 `time + 1` 个。

Caught by: contract
"""

import torch
from torch import nn


class Recurrent(nn.Module):
    """x (n, time, features) -> logits (n,), states (n, time + 1, units)."""

    def __init__(self, features, units):
        super().__init__()
        self.input = nn.Linear(features, units)
        self.recur = nn.Linear(units, units, bias=False)
        self.output = nn.Linear(units, 1)

    def forward(self, x):
        h = x.new_zeros(len(x), self.recur.in_features)
        states = []
        for t in range(x.shape[1]):
            h = torch.tanh(self.input(x[:, t]) + self.recur(h))
            states.append(h.detach())  # to be plotted: no graph
        return self.output(h).squeeze(-1), torch.stack(states, 1)


def train(model, x, labels, lr, steps):
    """Make `steps` steps of descent on the mean cross-entropy.

    x: (n, time, features); labels: (n,) of 0.0 and 1.0.
    Changes `model` in place; returns a list of floats, the
    loss before each step.
    """
    loss_function = nn.BCEWithLogitsLoss()
    losses = []
    for _ in range(steps):
        logits, _ = model(x)
        loss = loss_function(logits, labels)
        model.zero_grad()
        loss.backward()
        with torch.no_grad():  # as torch.optim.SGD does
            for p in model.parameters():
                p -= lr * p.grad
        losses.append(loss.item())
    return losses
