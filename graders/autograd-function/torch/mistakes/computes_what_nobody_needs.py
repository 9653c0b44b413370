"""backward always computes both gradients. Autograd throws away the one that nobody needs, but the work is
done: a frozen scale still costs a pass over the batch. Look at ctx.needs_input_grad and return None.

zh: backward 总是计算两个梯度。没人需要的那个会被 autograd 丢弃，但计算已经做了：即使 scale 被冻结，也仍要遍历一次批量。请查看 ctx.needs_input_grad 并返回 None。

Caught by: no needless work
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
        d_x = grad * scale * torch.sigmoid(x)  # (batch, features)
        d_scale = (grad * softplus(x)).sum(0)  # (features,): a sum over the batch
        return d_x, d_scale


def scaled_softplus(x, scale):
    """Return scale * log(1 + exp(x)): (batch, features)."""
    return ScaledSoftplus.apply(x, scale)
