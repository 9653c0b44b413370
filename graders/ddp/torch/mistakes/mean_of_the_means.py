"""The gradients are summed and divided by the number of ranks. That is the mean over all examples only if
the shares are equal; a rank with two examples otherwise counts as much as one with five. Weigh each by
its count.

zh: 梯度求和之后除以了 rank 的个数。只有各份额相等时，这才是所有样本的均值；否则两个样本的 rank 与五个样本的 rank 一样重要。请按各自的样本数加权。

Caught by: the average
"""

import torch
import torch.distributed as dist


def broadcast_state(model):
    """Give every rank the parameters and buffers of rank 0."""
    for tensor in model.state_dict().values():  # detached, and shares the model's memory
        dist.broadcast(tensor, src=0)


def average_gradients(model, count):
    """Turn gradients of each rank's mean over `count` examples into those of the mean over all ranks' examples."""
    parameters = [p for p in model.parameters() if p.requires_grad]
    # One flat vector, of the same length on every rank, whichever gradients it has: they must all make the same calls.
    grads = [torch.zeros_like(p) if p.grad is None else p.grad for p in parameters]
    has_grad = [p.grad is not None for p in parameters]
    flat = torch.cat([*(g.flatten() for g in grads), grads[0].new_tensor([count, *has_grad])])
    dist.all_reduce(flat)

    total, *anyone = flat[-1 - len(parameters) :].tolist()
    start = 0
    for p, wanted in zip(parameters, anyone):
        if wanted:  # on some rank; what nobody used keeps no gradient
            p.grad = flat[start : start + p.numel()].view_as(p) / dist.get_world_size()
        start += p.numel()


def train_step(model, x, y, lr):
    """Take one step on this rank's share of the batch, as if one process had all; return the mean loss over all."""
    model.zero_grad()
    loss = x.new_zeros(())
    if len(x):  # the mean over nothing is NaN, and so would be its gradients
        loss = (model(x) - y).square().mean()
        loss.backward()
    average_gradients(model, len(x))
    with torch.no_grad():
        for p in model.parameters():
            if p.grad is not None:
                p -= lr * p.grad
    sums = torch.stack([loss.detach() * len(x), x.new_tensor(len(x))])
    dist.all_reduce(sums)
    return (sums[0] / sums[1]).item()
