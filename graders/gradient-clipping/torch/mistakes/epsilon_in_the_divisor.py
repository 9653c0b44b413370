"""You divide by `total + 1e-6`, so the clipped norm stays a little below `max_norm`. Here it must be exact;
guard against 0 by a comparison instead.

zh: 你除以的是 `total + 1e-6`，于是裁剪后的范数略小于 `max_norm`。这里要求精确；请用比较来防止除以 0。

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
    scale = torch.where(total > max_norm, max_norm / (total + 1e-6), 1.0)
    for g in grads:
        g.mul_(scale)
    return total


@torch.no_grad()
def clip_by_value(params, limit):
    """Bring each element of the gradients into its bounds."""
    for p in params:
        if p.grad is not None:
            p.grad.clamp_(-limit, limit)
