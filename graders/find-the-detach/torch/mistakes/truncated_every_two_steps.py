"""The state is detached at every second step. That is truncated backpropagation: right for a sequence that
is too long, but here the beginning of the sequence is what counts, and its gradient doesn't come back.

zh: 状态每两步分离一次。这是截断的反向传播：对过长的序列是对的，但这里起作用的正是序列的开头，而它的梯度传不回来。

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
            h = torch.tanh(self.input(x[:, t]) + self.recur(h))
            states.append(h.detach())  # to be plotted: no graph
            if t % 2:
                h = h.detach()
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
