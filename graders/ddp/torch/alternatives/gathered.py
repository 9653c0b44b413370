"""Everything is gathered as objects, and each rank adds up for itself; the start by a broadcast of objects."""

import torch
import torch.distributed as dist


def broadcast_state(model):
    box = [model.state_dict()]
    dist.broadcast_object_list(box, src=0)
    model.load_state_dict(box[0])


def gather(thing):
    everyone = [None] * dist.get_world_size()
    dist.all_gather_object(everyone, thing)
    return everyone


def average_gradients(model, count):
    mine = {name: p.grad for name, p in model.named_parameters() if p.grad is not None}
    everyone = gather((count, mine))
    total = sum(n for n, _ in everyone)
    for name, p in model.named_parameters():
        parts = [n / total * grads[name] for n, grads in everyone if name in grads]
        p.grad = sum(parts) if parts else None


def train_step(model, x, y, lr):
    model.zero_grad(set_to_none=True)
    total = 0.0
    if x.shape[0] > 0:
        loss = torch.nn.functional.mse_loss(model(x), y)
        loss.backward()
        total = loss.item() * x.shape[0]
    average_gradients(model, x.shape[0])
    for p in model.parameters():
        if p.grad is not None:
            p.data.add_(p.grad, alpha=-lr)
    sums = gather((total, x.shape[0]))
    return sum(a for a, _ in sums) / sum(n for _, n in sums)
