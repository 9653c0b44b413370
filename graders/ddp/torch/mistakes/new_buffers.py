"""The parameters are overwritten in place, but each buffer is replaced by a new tensor. Whoever holds the old one,
another module or a compiled graph, goes on with what it was. `dist.broadcast` writes into the tensor that it is given.

zh: 参数是就地覆盖的，但每个缓冲区都被换成了新的张量。持有旧张量的地方（另一个模块，或编译好的图）仍在用原来的值。`dist.broadcast` 会直接写入交给它的张量。

Caught by: the same start
"""

import torch
import torch.distributed as dist


def broadcast_state(model):
    """Give every rank the parameters and buffers of rank 0."""
    for parameter in model.parameters():
        dist.broadcast(parameter.detach(), src=0)
    for module in model.modules():
        for name, buffer in list(module.named_buffers(recurse=False)):
            received = buffer.clone()
            dist.broadcast(received, src=0)
            setattr(module, name, received)


def average_gradients(model, count):
    """Turn gradients of each rank's mean over `count` examples into those of the mean over all ranks' examples."""
    parameters = [p for p in model.parameters() if p.requires_grad]
    # One flat vector, of the same length on every rank, whichever gradients it has: they must all make the same calls.
    grads = [torch.zeros_like(p) if p.grad is None else count * p.grad for p in parameters]
    has_grad = [p.grad is not None for p in parameters]
    flat = torch.cat([*(g.flatten() for g in grads), grads[0].new_tensor([count, *has_grad])])
    dist.all_reduce(flat)

    total, *anyone = flat[-1 - len(parameters) :].tolist()
    start = 0
    for p, wanted in zip(parameters, anyone):
        if wanted:  # on some rank; what nobody used keeps no gradient
            p.grad = flat[start : start + p.numel()].view_as(p) / total
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
