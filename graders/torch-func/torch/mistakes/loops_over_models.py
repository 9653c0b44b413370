"""The models run one after the other in a Python loop, and `forward` runs once for each. Stack their states
with `stack_module_state`, and map `functional_call` over the new axis.

zh: 各模型在 Python 循环里依次运行，每个模型的 `forward` 都运行一次。请用 `stack_module_state` 堆叠状态，再沿新的轴对 `functional_call` 做映射。

Caught by: one pass for all models
"""

from contextlib import contextmanager

import torch
from torch.func import functional_call, grad, vmap


@contextmanager
def evaluating(*models):
    """Put models into eval mode, and each of their modules back into its own afterwards."""
    modes = [(module, module.training) for model in models for module in model.modules()]
    for model in models:
        model.eval()
    try:
        yield
    finally:
        for module, mode in modes:
            module.training = mode


def per_example_grads(model, x, y, chunk_size=None):
    """Return {name: (n, *shape)}: the gradient of each example's squared error."""
    params = {name: p.detach() for name, p in model.named_parameters() if p.requires_grad}
    buffers = dict(model.named_buffers())

    def loss(params, x, y):  # one example: x (features,), y (outputs,)
        out = functional_call(model, (params, buffers), (x[None],))[0]
        return (out - y).square().sum()

    with evaluating(model):
        return vmap(grad(loss), in_dims=(None, 0, 0), chunk_size=chunk_size)(params, x, y)


def clipped_mean(grads, limit):
    """Return {name: shape}: the mean of the examples' gradients, each clipped to a length of `limit`."""
    squares = sum(g.reshape(len(g), -1).square().sum(1) for g in grads.values())  # (n,)
    factors = (limit / squares.sqrt()).clamp(max=1)  # limit / 0 is inf, and becomes 1
    return {name: (factors @ g.reshape(len(g), -1)).view(g.shape[1:]) / len(g) for name, g in grads.items()}


def ensemble(models, x):
    """Return all models' outputs for the same x: (models, n, outputs)."""

    with evaluating(*models):
        return torch.stack([model(x) for model in models])
