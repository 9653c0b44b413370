"""The scaled softplus with its backward pass by hand; the backward pass is differentiable itself."""

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
    def backward(ctx, grad):
        x, scale = ctx.saved_tensors
        need_x, need_scale = ctx.needs_input_grad
        d_x = grad * scale * torch.sigmoid(x) if need_x else None  # (batch, features)
        d_scale = (grad * softplus(x)).sum(0) if need_scale else None  # (features,): a sum over the batch
        return d_x, d_scale


def scaled_softplus(x, scale):
    """Return scale * log(1 + exp(x)): (batch, features)."""
    return ScaledSoftplus.apply(x, scale)
