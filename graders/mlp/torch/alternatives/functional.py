"""The module called as a function of its parameters, in the manner of JAX; nothing is written to .grad."""

import torch
import torch.nn.functional as F
from torch import nn
from torch.func import functional_call


class MLP(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        *hidden, last = [nn.Linear(m, n) for m, n in zip(sizes, sizes[1:])]
        self.hidden, self.last = nn.ModuleList(hidden), last
        for layer in [*hidden, last]:
            nn.init.kaiming_uniform_(layer.weight, nonlinearity="relu")
            layer.bias.data.zero_()

    def forward(self, x):
        for layer in self.hidden:
            x = F.relu(layer(x))
        return self.last(x)


def loss_of(model, params, x, y):
    z = functional_call(model, params, (x,)).squeeze(-1)
    return F.softplus(torch.where(y == 1, -z, z)).mean()


def train(model, x, y, lr, steps):
    params = dict(model.named_parameters())
    losses = []
    for _ in range(steps):
        value = loss_of(model, params, x, y)
        grads = torch.autograd.grad(value, tuple(params.values()))
        # New leaves at every step: the graph of one step never reaches into the next.
        params = {
            name: (p - lr * g).detach().requires_grad_() for (name, p), g in zip(params.items(), grads)
        }
        losses.append(value.detach())
    model.load_state_dict(params)  # back into the caller's model
    return [value.item() for value in losses]
