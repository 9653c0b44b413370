import torch
from torch import nn
from torch.nn.functional import cross_entropy

RATE = 0.1


def linear(w, b):  # (m, n), (n,)
    m, n = w.shape
    layer = nn.Linear(m, n, device=w.device, dtype=w.dtype)
    with torch.no_grad():
        layer.weight.copy_(w.T)  # PyTorch keeps it as (n, m)
        layer.bias.copy_(b)
    return layer


def mlp(params):
    *hidden, last = (linear(w, b) for w, b in params)
    layers = [part for h in hidden for part in (h, nn.ReLU())]
    return nn.Sequential(*layers, last)


def training(model, forward, x, y):  # (n, 256), (n,)
    descent = torch.optim.SGD(model.parameters(), lr=RATE)

    def run():
        descent.zero_grad()
        loss = cross_entropy(forward(x), y)
        loss.backward()
        descent.step()
        return loss.detach()

    return run


def eager(params, x, y):
    model = mlp(params)
    return training(model, model, x, y)


def compiled(params, x, y):
    # As usual: the model's forward and backward are compiled,
    # loss and update stay as they are.
    model = mlp(params)
    return training(model, torch.compile(model), x, y)
