"""Each parameter's gradient is clipped by its own norm. That changes the direction of the example's
gradient, and lets through more than `limit` in all. The norm goes over all parameters of an example
together.

zh: 每个参数的梯度按自己的范数裁剪。这改变了该样本梯度的方向，合起来的长度也会超过 `limit`。范数应包括一个样本的所有参数。

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
    result = {}
    for name, g in grads.items():
        factors = (limit / g.reshape(len(g), -1).norm(dim=1)).clamp(max=1)
        result[name] = (factors @ g.reshape(len(g), -1)).view(g.shape[1:]) / len(g)
    return result


def ensemble(models, x):
    """Return all models' outputs for the same x: (models, n, outputs)."""

    def predict(params, buffers):
        return functional_call(models[0], (params, buffers), (x,))

    with evaluating(*models):
        return vmap(predict)(*stack_module_state(models))
