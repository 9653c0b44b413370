"""`chunk_size` is never used: all examples run at once, and the memory that the caller wanted to bound is
not bounded. The values are the same.

zh: `chunk_size` 没有用上：所有样本同时运行，调用者想要限制的内存并没有受到限制。数值则是一样的。

Caught by: chunks
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
        return vmap(grad(loss), in_dims=(None, 0, 0))(params, x, y)


def clipped_mean(grads, limit):
    """Return {name: shape}: the mean of the examples' gradients, each clipped to a length of `limit`."""
    squares = sum(g.reshape(len(g), -1).square().sum(1) for g in grads.values())  # (n,)
    factors = (limit / squares.sqrt()).clamp(max=1)  # limit / 0 is inf, and becomes 1
    return {name: (factors @ g.reshape(len(g), -1)).view(g.shape[1:]) / len(g) for name, g in grads.items()}


def ensemble(models, x):
    """Return all models' outputs for the same x: (models, n, outputs)."""

    def predict(params, buffers):
        return functional_call(models[0], (params, buffers), (x,))

    with evaluating(*models):
        return vmap(predict)(*stack_module_state(models))
