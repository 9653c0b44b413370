"""The norm you return was taken after clipping, so it never exceeds `max_norm` and the log cannot show how
large the gradients were. Return the one that you compared.

zh: 你返回的是裁剪之后的范数，它永远不超过 `max_norm`，日志里就看不出梯度原来有多大。应返回你用来比较的那个。

Caught by: above the norm
"""

import torch
from torch.nn import Linear  # the grader makes one


@torch.no_grad()
def clip_by_global_norm(params, max_norm):
    """Scale gradients in place; return their norm before."""
    grads = [p.grad for p in params if p.grad is not None]
    if not grads:
        return torch.tensor(0.0)
    norms = torch.stack([g.norm() for g in grads])
    total = norms.norm()  # of all elements together
    # no `if`: nothing here waits for the device
    scale = torch.where(total > max_norm, max_norm / total, 1.0)
    for g in grads:
        g.mul_(scale)
    return total * scale


@torch.no_grad()
def clip_by_value(params, limit):
    """Bring each element of the gradients into its bounds."""
    for p in params:
        if p.grad is not None:
            p.grad.clamp_(-limit, limit)
