"""You keep the inputs as attributes of ctx. They are not watched there: if somebody overwrites one in place
before the backward pass, you compute with the new values and nobody notices. Use ctx.save_for_backward.

zh: 你把输入存成了 ctx 的属性。在那里它们不受监视：若有人在反向传播之前就地改写了它们，你会用新的值计算，而没有人发现。请使用 ctx.save_for_backward。

Caught by: overwritten inputs are noticed
"""

import torch


def softplus(x):
    """Return log(exp(x) + exp(0)), stably: the shape of x."""
    return torch.logaddexp(x, x.new_zeros(()))


class ScaledSoftplus(torch.autograd.Function):
    """scale * log(1 + exp(x)), for x: (batch, features) and scale: (features,)."""

    @staticmethod
    def forward(ctx, x, scale):
        ctx.x, ctx.scale = x, scale  # the inputs: the second derivative needs their graph
        return scale * softplus(x)

    @staticmethod
    def backward(ctx, grad):
        x, scale = ctx.x, ctx.scale
        need_x, need_scale = ctx.needs_input_grad
        d_x = grad * scale * torch.sigmoid(x) if need_x else None  # (batch, features)
        d_scale = (grad * softplus(x)).sum(0) if need_scale else None  # (features,): a sum over the batch
        return d_x, d_scale


def scaled_softplus(x, scale):
    """Return scale * log(1 + exp(x)): (batch, features)."""
    return ScaledSoftplus.apply(x, scale)
