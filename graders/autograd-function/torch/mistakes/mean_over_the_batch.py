"""scale was broadcast over the batch: every row contributes to its gradient, and the contributions add up.
You average them, so d_scale is too small by the batch size. Sum over axis 0.

zh: scale 沿批量轴做了广播：每一行都对它的梯度有贡献，这些贡献相加。你取了均值，d_scale 因此小了“批量大小”倍。应沿第 0 轴求和。

Caught by: first derivatives
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
    def backward(ctx, grad):
        x, scale = ctx.saved_tensors
        need_x, need_scale = ctx.needs_input_grad
        d_x = grad * scale * torch.sigmoid(x) if need_x else None  # (batch, features)
        d_scale = (grad * softplus(x)).mean(0) if need_scale else None  # (features,): a sum over the batch
        return d_x, d_scale


def scaled_softplus(x, scale):
    """Return scale * log(1 + exp(x)): (batch, features)."""
    return ScaledSoftplus.apply(x, scale)
