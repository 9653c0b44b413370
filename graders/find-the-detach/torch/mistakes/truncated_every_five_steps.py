"""The state is detached at every fifth step. That is truncated backpropagation, made for sequences that are too
long for memory: here it forgets the beginning of each sequence, and the beginning is what counts.

zh: 状态每五步分离一次。那是截断的反向传播，用于长得放不进内存的序列；在这里，它忘掉了每个序列的开头，而起作用的正是开头。

Caught by: gradients through time
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
            if t % 5 == 0:
                h = h.detach()
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
