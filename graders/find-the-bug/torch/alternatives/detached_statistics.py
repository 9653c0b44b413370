"""No block at all: the input needs no gradient, so its statistics build no graph. The gradients come as a list."""

import torch
from torch import nn
from torch.nn import functional


class Classifier(nn.Module):
    """(n, features) -> logits (n,)."""

    def __init__(self, features, units):
        super().__init__()
        self.hidden = nn.Linear(features, units)
        self.output = nn.Linear(units, 1)

    def forward(self, x):
        x = (x - x.mean(dim=0)) / x.std(dim=0, correction=0)
        return self.output(torch.tanh(self.hidden(x))).squeeze(-1)


def train(model, x, labels, lr, steps):
    """Train `model` in place; return the loss before each step."""
    losses = []
    for _ in range(steps):
        loss = functional.binary_cross_entropy_with_logits(model(x), labels)
        grads = torch.autograd.grad(loss, list(model.parameters()))
        with torch.no_grad():
            for p, g in zip(model.parameters(), grads, strict=True):
                p -= lr * g
        losses.append(loss.item())
    return losses
