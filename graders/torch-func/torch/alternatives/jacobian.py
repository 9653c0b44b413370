"""Rows of the Jacobian of all losses; chunks by hand; a copy of the model that may stay in eval mode."""

from copy import deepcopy

import torch
from torch.func import functional_call, jacrev


def per_example_grads(model, x, y, chunk_size=None):
    copy = deepcopy(model).eval()
    trained = {name: p for name, p in copy.named_parameters() if p.requires_grad}

    def losses(params, x, y):  # (k,)
        return ((functional_call(copy, params, (x,)) - y) ** 2).sum(1)

    size = chunk_size or len(x)
    chunks = [jacrev(losses)(trained, a, b) for a, b in zip(x.split(size), y.split(size))]
    return {name: torch.cat([chunk[name] for chunk in chunks]).detach() for name in trained}


def clipped_mean(grads, limit):
    result = dict.fromkeys(grads, 0)
    n = len(next(iter(grads.values())))
    for i in range(n):
        norm = torch.linalg.vector_norm(torch.cat([g[i].ravel() for g in grads.values()]))
        factor = limit / norm if norm > limit else 1
        for name, g in grads.items():
            result[name] = result[name] + factor * g[i] / n
    return result


def ensemble(models, x):
    base = deepcopy(models[0]).eval()
    states = [model.state_dict() for model in models]
    stacked = {name: torch.stack([state[name] for state in states]) for name in states[0]}
    return torch.vmap(lambda state: functional_call(base, state, x))(stacked)
