"""You gave the descent momentum. That may train faster, but it is another algorithm and hid the question
why the plain one stalled; from the second step on the parameters differ.

zh: 你给梯度下降加了动量。这也许训练得更快，但已是另一种算法，也掩盖了原来为什么停滞的问题；从第二步起参数就不同了。

Caught by: three steps
"""

import torch
from torch import nn


class Classifier(nn.Module):
    """(n, features) -> logits (n,)."""

    def __init__(self, features, units):
        super().__init__()
        self.hidden = nn.Linear(features, units)
        self.output = nn.Linear(units, 1)

    def represent(self, x):
        """Standardise the columns; return the hidden units."""
        with torch.no_grad():  # statistics need no gradient
            mean = x.mean(dim=0)
            std = x.std(dim=0, correction=0)
            x = (x - mean) / std
        return torch.tanh(self.hidden(x))

    def forward(self, x):
        return self.output(self.represent(x)).squeeze(-1)


def train(model, x, labels, lr, steps):
    """Make `steps` steps of descent on the mean cross-entropy.

    x: (n, features); labels: (n,) of 0.0 and 1.0.
    Changes `model` in place; returns a list of floats, the
    loss before each step.
    """
    loss_function = nn.BCEWithLogitsLoss()
    losses = []
    for _ in range(steps):
        loss = loss_function(model(x), labels)
        for p in model.parameters():
            if p.grad is not None:
                p.grad *= 0.9
        loss.backward()
        with torch.no_grad():  # as torch.optim.SGD does
            for p in model.parameters():
                if p.grad is not None:
                    p -= lr * p.grad
        losses.append(loss.item())
    return losses
