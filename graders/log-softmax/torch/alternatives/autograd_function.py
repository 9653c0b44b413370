"""Log-sum-exp as an autograd.Function: its backward is the softmax, and masks what is impossible."""

import torch


class LogSumExp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, dim):
        largest = x.max(dim, keepdim=True).values
        largest = largest.masked_fill(largest == -torch.inf, 0)
        total = (x - largest).exp().sum(dim, keepdim=True).log() + largest
        ctx.save_for_backward(x, total)
        ctx.dim = dim
        return total.squeeze(dim)

    @staticmethod
    def backward(ctx, upstream):
        x, total = ctx.saved_tensors
        p = (x - total).exp().masked_fill(total == -torch.inf, 0)
        return upstream.unsqueeze(ctx.dim) * p, None


def logsumexp(x, dim):
    return LogSumExp.apply(x, dim)


def log_softmax(x, dim):
    total = logsumexp(x, dim).unsqueeze(dim)
    return x - total.masked_fill(total == -torch.inf, 0)


def log_softmax_grad(x, upstream, dim):
    p = log_softmax(x, dim).exp()
    return upstream - p * upstream.sum(dim, keepdim=True)
