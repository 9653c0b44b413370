"""Batches from a generator, gradients from autograd.grad, clones for the checkpoint."""

import torch
from torch.nn import BatchNorm1d, Linear, Sequential


def batches(x, y, order, size):
    for start in range(0, len(order), size):
        rows = order[start : start + size]
        yield x[rows], y[rows]


def fit(model, train, valid, orders, batch_size, lr):
    params, history, best = list(model.parameters()), [], None
    for order in orders:
        model.train(True)
        errors = []
        for x, y in batches(*train, order, batch_size):
            error = model(x)[:, 0] - y
            grads = torch.autograd.grad(error.square().mean(), params)
            with torch.no_grad():
                for p, g in zip(params, grads):
                    p.sub_(g, alpha=lr)
            errors.append(error.detach())
        model.train(False)
        with torch.inference_mode():
            valid_loss = (model(valid[0])[:, 0] - valid[1]).square().mean().item()
        history.append((torch.cat(errors).square().mean().item(), valid_loss))
        if best is None or valid_loss < best[0]:
            best = valid_loss, {name: t.detach().clone() for name, t in model.state_dict().items()}
    with torch.no_grad():
        for name, t in model.state_dict().items():
            t.copy_(best[1][name])
    return history
