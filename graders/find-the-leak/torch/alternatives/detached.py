"""The loss is watched with a graph, which dies at once, since only a detached value is kept; steps by backward."""

import torch
from torch.nn import functional


def loss_of(w, b, x, y):
    return functional.mse_loss(x.matmul(w).tanh() + b, y)


def train(params, batches, held_out, lr, beta):
    leaves = [params[name].detach().clone().requires_grad_() for name in ("w", "b")]
    average, averages = torch.zeros(()), []
    for batch in batches:
        loss_of(*leaves, *batch).backward()
        for leaf in leaves:
            leaf.data.sub_(lr * leaf.grad)
            leaf.grad = None
        average = torch.lerp(loss_of(*leaves, *held_out).detach(), average, beta)
        averages.append(average)
    return dict(zip(("w", "b"), (leaf.detach() for leaf in leaves), strict=True)), torch.stack(averages).tolist()
