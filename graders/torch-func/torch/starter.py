"""torch.func on modules.

Fill in the bodies; keep the names.
"""

import torch
from torch.func import functional_call, grad, vmap


def per_example_grads(model, x, y, chunk_size=None):
    """Return {name: (n, *shape)}, a gradient per example.

    x: (n, features); y: (n, outputs). The model is used as in
    eval(), and is afterwards as it was.
    """
    # TODO: a loss of one example, differentiated and mapped
    params = dict(model.named_parameters())
    functional_call(model, params, (x,))
    return {name: torch.zeros(len(x)) for name in params}


def clipped_mean(grads, limit):
    """Return {name: shape}: clip each example, then average.

    grads: {name: (n, *shape)}. The norm of an example goes
    over all of its parameters.
    """
    # TODO: one norm per example, one factor per example
    return {name: g.mean(0) for name, g in grads.items()}


def ensemble(models, x):
    """Return all models' outputs: (models, n, outputs)."""
    # TODO: stack the states, run once
    return torch.stack([model(x) for model in models])
