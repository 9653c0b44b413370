"""Gradients are right, but the loss that you return is that of the last chunk alone. Accumulate it as you
do the gradients.

zh: 梯度是对的，但你返回的损失只是最后一块的。应像梯度一样累加它。

Caught by: equal chunks
"""

import torch
from torch.nn import Linear  # the grader makes one


def accumulate(model, chunks):
    """Leave the whole batch's gradient in .grad."""
    # how many rows count is known before any gradient is
    count = max(sum(int(mask.sum()) for *_, mask in chunks), 1)
    model.zero_grad()
    loss = 0.0
    for x, y, mask in chunks:
        error = model(x).squeeze(1) - y  # (n,)
        share = (error**2 * mask).sum() / count
        share.backward()  # adds to .grad, frees the graph
        loss = share.item() * count / max(int(mask.sum()), 1)
    return loss
