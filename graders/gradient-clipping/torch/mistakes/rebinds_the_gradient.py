"""`g = g * scale` makes a new tensor and binds the loop's own name to it; the parameters keep their old
gradients. Change them in place: `g.mul_(scale)`.

zh: `g = g * scale` 生成了一个新张量，只是让循环变量的名字指向它；参数仍保留旧梯度。请就地修改：`g.mul_(scale)`。

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
        g = g * scale
    return total


@torch.no_grad()
def clip_by_value(params, limit):
    """Bring each element of the gradients into its bounds."""
    for p in params:
        if p.grad is not None:
            p.grad.clamp_(-limit, limit)
