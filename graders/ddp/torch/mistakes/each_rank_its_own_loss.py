"""The loss is that of the rank's own share, so every rank reports another one, and none that of the whole
batch. Sums and counts must be reduced, not only gradients.

zh: 损失是本 rank 自己那份数据的，因此每个 rank 报告的都不同，没有一个是整个批量的。要归约的不只是梯度，还有损失之和与样本数。

Caught by: training steps
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
    return loss.item()
