"""What comes from the last state is detached after `self.recur`, so no gradient arrives at `recur.weight`,
and nothing goes further back. It is the state that was to be copied without its graph, and only for the
plot.

zh: 来自上一个状态的部分在 `self.recur` 之后被分离，因此 `recur.weight` 得不到梯度，也没有任何东西继续往回传。不带计算图的应当只是供画图的那份副本。

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
            h = torch.tanh(self.input(x[:, t]) + self.recur(h).detach())
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
