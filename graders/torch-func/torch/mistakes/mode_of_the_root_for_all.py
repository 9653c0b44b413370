"""Afterwards `model.train(mode)` gives every submodule the mode of the root. A batch norm that the caller
had put into eval mode trains again, and its running statistics drift. Remember the mode of each module.

zh: 之后用 `model.train(mode)` 把根模块的模式给了每个子模块。调用者特意置于评估模式的批量归一化又开始训练，滑动统计量随之漂移。请记住每个模块各自的模式。

Caught by: the models stay as they were
"""

from contextlib import contextmanager

from torch.func import functional_call, grad, stack_module_state, vmap


@contextmanager
def evaluating(*models):
    """Put models into eval mode, and each of their modules back into its own afterwards."""
    modes = [(model, model.training) for model in models]
    for model in models:
        model.eval()
    try:
        yield
    finally:
        for module, mode in modes:
            module.train(mode)


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

    def predict(params, buffers):
        return functional_call(models[0], (params, buffers), (x,))

    with evaluating(*models):
        return vmap(predict)(*stack_module_state(models))
