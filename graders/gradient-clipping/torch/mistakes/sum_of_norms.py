"""You add the norms of the gradients. The norm of one long vector is the root of the sum of their
**squares**: lengths at right angles do not add.

zh: 你把各梯度的范数直接相加。长向量的范数是它们**平方**之和的平方根：互相垂直的长度不能直接相加。

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
    total = norms.sum()  # of all elements together
    # no `if`: nothing here waits for the device
    scale = torch.where(total > max_norm, max_norm / total, 1.0)
    for g in grads:
        g.mul_(scale)
    return total


@torch.no_grad()
def clip_by_value(params, limit):
    """Bring each element of the gradients into its bounds."""
    for p in params:
        if p.grad is not None:
            p.grad.clamp_(-limit, limit)
