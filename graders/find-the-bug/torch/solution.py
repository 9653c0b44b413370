"""The classifier, with the hidden layer outside no_grad, so that its weights learn too."""

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
        model.zero_grad()
        loss.backward()
        with torch.no_grad():  # as torch.optim.SGD does
            for p in model.parameters():
                if p.grad is not None:
                    p -= lr * p.grad
        losses.append(loss.item())
    return losses
