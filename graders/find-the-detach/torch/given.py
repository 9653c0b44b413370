"""What reaches the parameters of a model, and whether what it returns for a plot holds a graph."""

import torch

_grad = torch.autograd.grad


def gradients(model, x, cotangent):
    """Return the gradients of sum(cotangent * logits) by parameter, None where none arrives."""
    logits, _ = model(x)
    parameters = dict(model.named_parameters())
    if not logits.requires_grad:
        return dict.fromkeys(parameters)
    found = _grad((logits * cotangent).sum(), list(parameters.values()), allow_unused=True)
    return dict(zip(parameters, found, strict=True))


def graphs(model, x):
    """Return whether the logits, and whether the states, belong to a graph."""
    logits, states = model(x)
    return [logits.requires_grad, states.requires_grad]
