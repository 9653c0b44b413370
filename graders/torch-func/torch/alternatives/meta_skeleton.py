"""A skeleton without storage takes all its tensors from outside; gradients by a vector-Jacobian product."""

from copy import deepcopy

import torch
from torch.func import functional_call, stack_module_state, vjp, vmap


def skeleton(model):
    return deepcopy(model).to("meta").eval()


def per_example_grads(model, x, y, chunk_size=None):
    empty = skeleton(model)
    fixed = dict(model.named_buffers())
    params = {}
    for name, p in model.named_parameters():
        (params if p.requires_grad else fixed)[name] = p.detach()

    def one(x, y):
        out, pull_back = vjp(lambda p: functional_call(empty, {**fixed, **p}, x.unsqueeze(0)).squeeze(0), params)
        return pull_back(2 * (out - y))[0]

    return vmap(one, chunk_size=chunk_size)(x, y)


def clipped_mean(grads, limit):
    flat = torch.cat([g.reshape(len(g), -1) for g in grads.values()], dim=1)  # (n, all parameters)
    factors = limit / flat.norm(dim=1).clamp(min=limit)
    return {name: torch.einsum("n,n...->...", factors, g) / len(g) for name, g in grads.items()}


def ensemble(models, x):
    copies = [deepcopy(model).eval() for model in models]
    params, buffers = stack_module_state(copies)
    empty = skeleton(models[0])
    return vmap(lambda p, b: functional_call(empty, (p, b), (x,)), in_dims=(0, 0))(params, buffers)
