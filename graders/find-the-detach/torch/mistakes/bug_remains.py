"""The bug is still there: the next state is computed from `states[-1]`, a detached copy, so the way back
ends after one step. Every parameter has a gradient, from the last step alone; `requires_grad_()` on the
copy doesn't change that. Keep the state itself in a variable.

zh: bug 还在：下一个状态由 `states[-1]` 算出，而它是分离过的副本，于是往回的路走一步就断了。每个参数都有梯度，但只来自最后一步；对副本调用 `requires_grad_()` 也没有用。请把状态本身放在变量里。

Caught by: gradients through time
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
