"""Gradients asked for with autograd.grad and added by hand, rows selected by the mask."""

import torch
from torch.nn import Linear


def accumulate(model, chunks):
    params = list(model.parameters())
    count = max(torch.cat([mask for *_, mask in chunks]).sum().item(), 1)
    grads = [torch.zeros_like(p) for p in params]
    loss = torch.zeros(())
    for x, y, mask in chunks:
        share = ((model(x[mask]).flatten() - y[mask]) ** 2).sum() / count
        grads = [g + more for g, more in zip(grads, torch.autograd.grad(share, params))]
        loss = loss + share.detach()
    for p, g in zip(params, grads):
        p.grad = g
    return float(loss)
