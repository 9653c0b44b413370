"""The mean gradient is clipped, not each example's. One example with a huge gradient then decides the
direction of the whole, which is what clipping each of them prevents.

zh: 裁剪的是平均梯度，而不是每个样本的梯度。于是一个梯度巨大的样本就决定了整体的方向，而逐个裁剪正是为了防止这一点。

Caught by: the clipped mean
"""

from contextlib import contextmanager

from torch.func import functional_call, grad, stack_module_state, vmap


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
    mean = {name: g.mean(0) for name, g in grads.items()}
    norm = sum(g.square().sum() for g in mean.values()).sqrt()
    return {name: g * (limit / norm).clamp(max=1) for name, g in mean.items()}


def ensemble(models, x):
    """Return all models' outputs for the same x: (models, n, outputs)."""

    def predict(params, buffers):
        return functional_call(models[0], (params, buffers), (x,))

    with evaluating(*models):
        return vmap(predict)(*stack_module_state(models))
