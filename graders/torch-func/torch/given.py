"""A model with dropout and running statistics, how often it runs, and what it is afterwards."""

import torch
from torch import nn


class Net(nn.Module):
    """A linear layer, batch norm, dropout and another linear layer; counts its runs, those of copies too."""

    runs = 0

    def __init__(self):
        super().__init__()
        self.first = nn.Linear(3, 5)
        self.norm = nn.BatchNorm1d(5)
        self.drop = nn.Dropout(0.5)
        self.last = nn.Linear(5, 2)

    def forward(self, x):
        """Return the outputs: (n, 2)."""
        Net.runs += 1
        return self.last(self.drop(torch.tanh(self.norm(self.first(x)))))


def loaded(parameters, buffers, mode):
    """Return a Net with this state, whose first bias is frozen; "mixed" trains all but the batch norm."""
    net = Net().double()
    state = {**parameters, **buffers}
    with torch.no_grad():
        for name, value in [*net.named_parameters(), *net.named_buffers()]:
            if name in state:
                value.copy_(state[name])
    net.first.bias.requires_grad_(False)
    net.train(mode != "eval")
    if mode == "mixed":
        net.norm.eval()
    return net


def runs(function, *args):
    """Return how often a Net runs during a call."""
    Net.runs = 0
    function(*args)
    return Net.runs


def states(function, model_or_models, *args):
    """Return modes, number of .grad, requires_grad, parameters and buffers of the models after a call."""
    function(model_or_models, *args)
    models = model_or_models if isinstance(model_or_models, list) else [model_or_models]
    return [
        {
            "training": [module.training for module in net.modules()],
            "grads": sum(p.grad is not None for p in net.parameters()),
            "trained": [p.requires_grad for p in net.parameters()],
            "parameters": {name: p.detach() for name, p in net.named_parameters()},
            "buffers": dict(net.named_buffers()),
        }
        for net in models
    ]
