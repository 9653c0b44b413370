"""The gradient that scores send to the logits."""

import torch


def gradient(scores, weights, logits, tokens, mask):
    """Return the gradient of sum(weight * score) for the logits; None where none arrives."""
    logits.requires_grad_()
    value = (weights * scores(logits, tokens, mask)).sum()
    return torch.autograd.grad(value, logits, allow_unused=True)[0] if value.requires_grad else None
