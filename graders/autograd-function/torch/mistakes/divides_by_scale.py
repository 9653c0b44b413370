"""You save y and get the softplus back as y / scale. Where scale is 0 that is 0 / 0, so the gradient of scale is
NaN, and the optimizer carries it into the weights. Compute the softplus of the saved x once more.

zh: 你保存 y，再用 y / scale 求回 softplus。scale 为 0 时那是 0 / 0，于是 scale 的梯度是 NaN，优化器会把它带进权重。请用保存的 x 再算一次 softplus。

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
        y = scale * softplus(x)
        ctx.save_for_backward(x, scale, y)
        return y

    @staticmethod
    def backward(ctx, grad):
        x, scale, y = ctx.saved_tensors
        need_x, need_scale = ctx.needs_input_grad
        d_x = grad * scale * torch.sigmoid(x) if need_x else None  # (batch, features)
        d_scale = (grad * y / scale).sum(0) if need_scale else None  # (features,): a sum over the batch
        return d_x, d_scale


def scaled_softplus(x, scale):
    """Return scale * log(1 + exp(x)): (batch, features)."""
    return ScaledSoftplus.apply(x, scale)
