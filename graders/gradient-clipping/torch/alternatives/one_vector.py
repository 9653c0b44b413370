"""All gradients joined to one vector; a Python comparison decides."""

import torch
from torch.nn import Linear


def clip_by_global_norm(params, max_norm):
    grads = [p.grad.detach() for p in params if p.grad is not None]
    everything = torch.cat([torch.zeros(1), *(g.reshape(-1) for g in grads)])
    total = torch.linalg.vector_norm(everything)
    if total > max_norm:
        for g in grads:
            g *= max_norm / total
    return total


def clip_by_value(params, limit):
    for g in (p.grad for p in params):
        if g is not None:
            g.copy_(g.detach().clamp(min=-limit, max=limit))
