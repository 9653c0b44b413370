"""You clear the gradients between `backward` and `step`, so the step has nothing to follow and no parameter
moves.

zh: 你在 `backward` 与 `step` 之间清空了梯度，更新时无梯度可用，参数不动。

Caught by: one step
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
        loss.backward()
        model.zero_grad()
        with torch.no_grad():  # as torch.optim.SGD does
            for p in model.parameters():
                if p.grad is not None:
                    p -= lr * p.grad
        losses.append(loss.item())
    return losses
