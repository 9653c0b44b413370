"""log(1 + exp(-|x|)) adds a tiny number to 1 before it takes the logarithm. What lies below the precision
of 1 is gone, so y is 0 or rough for x far below zero. log1p(t) is log(1 + t) without that sum.

zh: log(1 + exp(-|x|)) 在取对数之前把一个很小的数加到 1 上，低于 1 的精度的部分就丢失了，因此 x 远小于零时 y 为 0 或很不准确。log1p(t) 就是不经过这次相加的 log(1 + t)。

Caught by: large and tiny values
"""

import torch


def softplus(x):
    """Return log(exp(x) + exp(0)), stably: the shape of x."""
    return x.clamp(min=0) + torch.log(1 + torch.exp(-x.abs()))


class ScaledSoftplus(torch.autograd.Function):
    """scale * log(1 + exp(x)), for x: (batch, features) and scale: (features,)."""

    @staticmethod
    def forward(ctx, x, scale):
        ctx.save_for_backward(x, scale)  # the inputs: the second derivative needs their graph
        return scale * softplus(x)

    @staticmethod
    def backward(ctx, grad):
        x, scale = ctx.saved_tensors
        need_x, need_scale = ctx.needs_input_grad
        d_x = grad * scale * torch.sigmoid(x) if need_x else None  # (batch, features)
        d_scale = (grad * softplus(x)).sum(0) if need_scale else None  # (features,): a sum over the batch
        return d_x, d_scale


def scaled_softplus(x, scale):
    """Return scale * log(1 + exp(x)): (batch, features)."""
    return ScaledSoftplus.apply(x, scale)
