"""You put a new tensor into `.grad`. Whoever holds the old one, a hook, a bucket of data-parallel training
or another optimizer, still sees the unclipped values. Change the tensor that is there.

zh: 你往 `.grad` 里放了一个新张量。凡是持有旧张量的（钩子、数据并行的通信桶、另一个优化器），看到的仍是未裁剪的值。应修改原有的张量。

Caught by: the same tensors
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
    return total


@torch.no_grad()
def clip_by_value(params, limit):
    """Bring each element of the gradients into its bounds."""
    for p in params:
        if p.grad is not None:
            p.grad = p.grad.clamp(-limit, limit)
