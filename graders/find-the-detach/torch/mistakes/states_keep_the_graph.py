"""The gradients are right, but the detach is gone altogether: the states that are returned hold the graph
of the whole sequence, and whoever keeps them for a plot keeps the graph of every batch. Only the copies
are to be detached.

zh: 梯度是对的，但分离完全去掉了：返回的状态带着整个序列的计算图，谁为画图保留它们，谁就保留了每个批量的计算图。需要分离的只是副本。

Caught by: the states hold no graph
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
        states = [h]
        for t in range(x.shape[1]):
            h = torch.tanh(self.input(x[:, t]) + self.recur(h))
            states.append(h)
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
