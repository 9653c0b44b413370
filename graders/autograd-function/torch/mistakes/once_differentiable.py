"""@once_differentiable runs backward without recording it: the first derivative is right, and asking for
the second raises. Your backward is made of differentiable operations, so the decorator is not needed.

zh: @once_differentiable 让 backward 在不记录计算图的情况下运行：一阶导数正确，求二阶导数则会报错。你的 backward 由可导的运算组成，不需要这个装饰器。

Caught by: second derivatives
"""

import torch


def softplus(x):
    """Return log(exp(x) + exp(0)), stably: the shape of x."""
    return torch.logaddexp(x, x.new_zeros(()))


class ScaledSoftplus(torch.autograd.Function):
    """scale * log(1 + exp(x)), for x: (batch, features) and scale: (features,)."""

    @staticmethod
    def forward(ctx, x, scale):
        ctx.save_for_backward(x, scale)  # the inputs: the second derivative needs their graph
        return scale * softplus(x)

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(ctx, grad):
        x, scale = ctx.saved_tensors
        need_x, need_scale = ctx.needs_input_grad
        d_x = grad * scale * torch.sigmoid(x) if need_x else None  # (batch, features)
        d_scale = (grad * softplus(x)).sum(0) if need_scale else None  # (features,): a sum over the batch
        return d_x, d_scale


def scaled_softplus(x, scale):
    """Return scale * log(1 + exp(x)): (batch, features)."""
    return ScaledSoftplus.apply(x, scale)
