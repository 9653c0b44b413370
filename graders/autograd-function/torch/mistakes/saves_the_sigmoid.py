"""You save sigmoid(x) as computed in forward. No graph is recorded there, so for the second derivative it
is a constant: the term with sigmoid'(x) is missing, without any error. Save x and compute the sigmoid in
backward.

zh: 你保存了 forward 中算出的 sigmoid(x)。那里不记录计算图，因此对二阶导数来说它是常数：含 sigmoid'(x) 的项缺失了，而且没有任何报错。请保存 x，并在 backward 中计算 sigmoid。

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
        ctx.save_for_backward(x, scale, torch.sigmoid(x))  # the inputs: the second derivative needs their graph
        return scale * softplus(x)

    @staticmethod
    def backward(ctx, grad):
        x, scale, p = ctx.saved_tensors
        need_x, need_scale = ctx.needs_input_grad
        d_x = grad * scale * p if need_x else None  # (batch, features)
        d_scale = (grad * softplus(x)).sum(0) if need_scale else None  # (features,): a sum over the batch
        return d_x, d_scale


def scaled_softplus(x, scale):
    """Return scale * log(1 + exp(x)): (batch, features)."""
    return ScaledSoftplus.apply(x, scale)
