import torch
from torch import nn
from torch.func import functional_call, grad_and_value
from torch.nn.functional import (
    binary_cross_entropy_with_logits as cross_entropy,
)

RATE = 0.1


def linear(w, b):  # (m, n), (n,)
    m, n = w.shape
    layer = nn.Linear(m, n, device=w.device, dtype=w.dtype)
    with torch.no_grad():
        layer.weight.copy_(w.T)  # PyTorch keeps it as (n, m)
        layer.bias.copy_(b)
    return layer


def mlp(params):
    first, last = (linear(w, b) for w, b in params)
    return nn.Sequential(first, nn.ReLU(), last)


def eager(params, x, y):  # (n, 10), (n, 1)
    model = mlp(params)
    descent = torch.optim.SGD(model.parameters(), lr=RATE)

    def run():
        descent.zero_grad()
        loss = cross_entropy(model(x), y)
        loss.backward()
        descent.step()
        return loss.detach()

    return run


def compiled(params, x, y):
    # As functions of the parameters, so that one graph holds
    # forward, backward and update.
    model = mlp(params)
    named = {k: p.detach() for k, p in model.named_parameters()}

    def loss(named):
        logits = functional_call(model, named, (x,))
        return cross_entropy(logits, y)

    @torch.compile
    def step(named):
        grads, value = grad_and_value(loss)(named)
        new = {k: p - RATE * grads[k] for k, p in named.items()}
        return new, value

    def run():
        nonlocal named
        named, value = step(named)
        return value

    return run
