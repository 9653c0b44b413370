"""Both derivatives by hand: the backward pass calls a second Function, which has a backward pass of its own."""

import torch


def softplus(x):
    return x.relu() + (-x.abs()).exp().log1p()


class Derivative(torch.autograd.Function):
    """(grad * scale * sigmoid(x), the sum over the batch of grad * softplus(x))."""

    @staticmethod
    def forward(ctx, grad, x, scale, need_x, need_scale):
        ctx.save_for_backward(grad, x, scale)
        d_x = grad * scale * x.sigmoid() if need_x else None
        d_scale = torch.einsum("bf,bf->f", grad, softplus(x)) if need_scale else None
        return d_x, d_scale

    @staticmethod
    def backward(ctx, u, v):
        grad, x, scale = ctx.saved_tensors
        p = x.sigmoid()
        u = torch.zeros_like(x) if u is None else u
        v = torch.zeros_like(scale) if v is None else v
        d_grad = u * scale * p + v * softplus(x)
        d_x = u * grad * scale * p * (1 - p) + v * grad * p
        d_scale = (u * grad * p).sum(0)
        return d_grad, d_x, d_scale, None, None


class ScaledSoftplus(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, scale):
        ctx.save_for_backward(x, scale)
        return softplus(x) * scale

    @staticmethod
    def backward(ctx, grad):
        return Derivative.apply(grad, *ctx.saved_tensors, *ctx.needs_input_grad)


def scaled_softplus(x, scale):
    return ScaledSoftplus.apply(x, scale)
