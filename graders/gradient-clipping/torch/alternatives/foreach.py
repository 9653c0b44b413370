"""A sum of squares, and a factor bounded by 1 from above."""

import torch
from torch.nn import Linear


def clip_by_global_norm(params, max_norm):
    with torch.no_grad():
        grads = [p.grad for p in list(params) if p.grad is not None]
        total = torch.zeros(())
        for g in grads:
            total = total + (g * g).sum()
        total = total.sqrt()
        factor = (max_norm / total).nan_to_num(1.0, posinf=1.0).clamp(max=1.0)
        torch._foreach_mul_(grads, factor) if grads else None
    return total


def clip_by_value(params, limit):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                torch.minimum(p.grad, torch.tensor(limit), out=p.grad)
                torch.maximum(p.grad, torch.tensor(-limit), out=p.grad)
