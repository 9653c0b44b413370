"""max(x, 0) + log1p(exp(-|x|)) has the right value everywhere, but autograd takes the slope of clamp at 0
to be 1 and that of abs to be 0: at x = 0 the derivative of your backward is 1 instead of 1/2. Use
logaddexp(x, 0), or the Function itself, in backward.

zh: max(x, 0) + log1p(exp(-|x|)) 的数值处处正确，但 autograd 认为 clamp 在 0 处的斜率为 1、abs 的斜率为 0：于是在 x = 0 处，你的 backward 的导数是 1 而不是 1/2。请在 backward 中使用 logaddexp(x, 0)，或者调用这个 Function 自身。

Caught by: second derivatives
"""

import torch


def softplus(x):
    """Return log(exp(x) + exp(0)), stably: the shape of x."""
    return x.clamp(min=0) + torch.log1p(torch.exp(-x.abs()))


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
