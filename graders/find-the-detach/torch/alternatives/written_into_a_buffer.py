"""The states are copied into a tensor of their own under no_grad; the inputs of all steps are computed at once."""

import torch
from torch import nn


class Recurrent(nn.Module):
    def __init__(self, features, units):
        super().__init__()
        self.input = nn.Linear(features, units)
        self.recur = nn.Linear(units, units, bias=False)
        self.output = nn.Linear(units, 1)

    def forward(self, x):
        n, time, _ = x.shape
        inputs = self.input(x)  # (n, time, units)
        states = x.new_zeros(n, time + 1, inputs.shape[2])
        h = x.new_zeros(n, inputs.shape[2])
        for t in range(time):
            h = torch.tanh(inputs[:, t] + h @ self.recur.weight.T)
            with torch.no_grad():
                states[:, t + 1] = h
        return self.output(h).flatten(), states


def train(model, x, labels, lr, steps):
    losses = []
    for _ in range(steps):
        logits, _ = model(x)
        loss = (nn.functional.softplus(logits) - labels * logits).mean()
        grads = torch.autograd.grad(loss, list(model.parameters()))
        for p, grad in zip(model.parameters(), grads):
            p.data -= lr * grad
        losses.append(float(loss.detach()))
    return losses
