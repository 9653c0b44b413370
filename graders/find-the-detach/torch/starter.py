"""A recurrent classifier that forgets how it began.

It runs, and has one bug. Find it.
"""

import torch
from torch import nn


class Recurrent(nn.Module):
    """x (n, time, features) -> logits (n,), states.

    states: (n, time + 1, units), from the zeros at first.
    """

    def __init__(self, features, units):
        super().__init__()
        self.input = nn.Linear(features, units)
        self.recur = nn.Linear(units, units, bias=False)
        self.output = nn.Linear(units, 1)

    def forward(self, x):
        states = [x.new_zeros(len(x), self.recur.in_features)]
        for t in range(x.shape[1]):
            past = self.recur(states[-1])
            h = torch.tanh(self.input(x[:, t]) + past)
            states.append(h.detach())  # to be plotted: no graph
        y = self.output(h).squeeze(-1)
        return y, torch.stack(states, 1)


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
