"""You compute log1p(exp(x)). exp(x) is inf above 88 in float32 and above 709 in float64, so a large x gives
inf instead of x. Take the maximum out first: logaddexp(x, 0), or max(x, 0) + log1p(exp(-|x|)).

zh: 你计算的是 log1p(exp(x))。exp(x) 在 float32 中大于 88、float64 中大于 709 时为 inf，于是很大的 x 得到 inf 而不是 x。应先把最大值提出来：logaddexp(x, 0)，或 max(x, 0) + log1p(exp(-|x|))。

Caught by: large and tiny values
"""

import torch


def softplus(x):
    """Return log(exp(x) + exp(0)), stably: the shape of x."""
    return torch.log1p(torch.exp(x))


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
