"""Models to look into, and what a submission leaves behind in them."""

import torch
from torch import nn


class Net(nn.Module):
    """A module in a ModuleDict, one that runs twice, one that never runs."""

    def __init__(self):
        super().__init__()
        self.first = nn.Linear(3, 5)
        self.body = nn.ModuleDict({"act": nn.Tanh(), "mix": nn.Linear(5, 5)})
        self.unused = nn.Linear(5, 5)
        self.last = nn.Linear(5, 2)
        self.runs = 0

    def forward(self, x):
        """Return the outputs: (batch, 2)."""
        self.runs += 1
        act, mix = self.body["act"], self.body["mix"]
        h = act(self.first(x))
        h = h + act(mix(h))
        return self.last(h)


class _Stop(nn.Module):
    def forward(self, x):
        raise ArithmeticError("half-way")


def loaded(weights):
    """Return a Net with these weights."""
    net = Net()
    with torch.no_grad():
        for parameter, value in zip(net.parameters(), weights, strict=True):
            parameter.copy_(value)
    return net


def before_in_place(layer_statistics, weight, bias, x):
    """Return the statistics of a linear layer whose output the next module overwrites."""
    linear = nn.Linear(*weight.shape[::-1])
    with torch.no_grad():
        linear.weight.copy_(weight)
        linear.bias.copy_(bias)
    return layer_statistics(nn.Sequential(linear, nn.ReLU(inplace=True)), x)[1]


def _hooks(model):
    shared = torch.nn.modules.module._global_forward_hooks
    return sum(len(m._forward_hooks) + len(m._forward_pre_hooks) for m in model.modules()) + len(shared)


def leaves_behind(layer_statistics, weights, x):
    """Return what is changed after a run: hooks of ours that remain, hooks that are left, mode, parameters, runs."""
    net = loaded(weights)
    net.body.eval()
    seen = []
    net.first.register_forward_hook(lambda *_: seen.append("ours"))
    layer_statistics(net, x)
    count = _hooks(net)
    net.last(net.first(x))
    return {
        "hooks": count,
        "ours": len(seen),
        "modes": torch.tensor([net.training, net.first.training, net.body["act"].training]),
        "runs": net.runs,
        "parameters": [p.detach() for p in net.parameters()],
    }


def after_an_exception(layer_statistics, x):
    """Return whether the model's exception came out, and how many hooks are left then."""
    model = nn.Sequential(nn.Tanh(), _Stop(), nn.Tanh())
    try:
        layer_statistics(model, x)
    except ArithmeticError:
        return [1, _hooks(model)]
    return [0, _hooks(model)]


def gradients(layer_statistics, weights, x, cotangent):
    """Return the gradients that come through the output; None where none arrives, or no graph is there."""
    net = loaded(weights)
    output, _ = layer_statistics(net, x)
    if not output.requires_grad:
        return None
    return torch.autograd.grad((output * cotangent).sum(), (net.first.weight, net.last.bias), allow_unused=True)


def kinds(layer_statistics, weights, x):
    """Return the names of the types of the numbers in the statistics."""
    _, statistics = layer_statistics(loaded(weights), x)
    return sorted({type(number).__name__ for calls in statistics.values() for pair in calls for number in pair})
