"""A Sequential, loaded by a state dict, and decay as a penalty that the reported loss leaves out."""

import torch
from torch import nn


def build(params):
    """Return a model without dropout, which fine-tuning does not use."""
    (features, units), classes = params["hidden"]["w"].shape, len(params["output"]["b"])
    model = nn.Sequential(nn.Linear(features, units), nn.GELU(), nn.Linear(units, classes))
    names = {"0": "hidden", "2": "output"}
    state = {f"{i}.weight": params[name]["w"].T for i, name in names.items()}
    model.load_state_dict(state | {f"{i}.bias": params[name]["b"] for i, name in names.items()})
    return model


def standardise(x):
    x = x - x.mean(dim=0)
    return x / x.square().mean(dim=0).sqrt()


def predict(params, x):
    return build(params)(standardise(x)).detach()


def train(params, batches, lr, momentum, decay):
    model = build(params)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    losses = []
    for x, labels in batches:
        loss = nn.CrossEntropyLoss()(model(standardise(x)), labels)
        penalty = decay / 2 * sum(p.square().sum() for p in model.parameters())
        optimizer.zero_grad()
        (loss + penalty).backward()
        optimizer.step()
        losses.append(float(loss))
    w1, b1, w2, b2 = (p.detach() for p in model.parameters())
    return {"hidden": {"w": w1.T, "b": b1}, "output": {"w": w2.T, "b": b2}}, losses
