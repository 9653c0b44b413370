"""You compute the softmax first and take its log. An entry some 750 below the maximum (100 in float32) has
a softmax that underflows to 0, and log(0) is -inf instead of about -750. Subtract logs: x - logsumexp(x)
never forms the probability.

zh: 你先算 softmax 再取对数。比最大值低约 750（float32 中约 100）的元素，softmax 会下溢为 0，log(0) 得 -inf，而不是约 -750。应直接用对数相减：x - logsumexp(x) 从不生成概率。

Caught by: huge logits
"""

import torch


def shifted(x, dim):
    """Return (x - c, c), where c is each slice's maximum, or 0 where that is -inf; the dimension stays, of length 1."""
    c = x.detach().amax(dim=dim, keepdim=True)  # a constant: the result does not depend on it
    c = torch.where(c.isfinite(), c, 0.0)
    return x - c, c


def log_of_sum(z, dim):
    """Return log(sum(exp(z))), and 0 where the sum is 0: there log would be -inf, and its derivative inf."""
    total = z.exp().sum(dim=dim, keepdim=True)
    return torch.where(total > 0, total, 1.0).log(), total > 0


def logsumexp(x, dim):
    """Return log(sum(exp(x))) along `dim`, which goes; -inf for a slice of nothing but -inf."""
    z, c = shifted(x, dim)
    log_total, possible = log_of_sum(z, dim)
    return torch.where(possible, log_total + c, -torch.inf).squeeze(dim)


def log_softmax(x, dim):
    """Return x - logsumexp(x) along `dim`; -inf throughout a slice of nothing but -inf."""
    z, _ = shifted(x, dim)
    weights = z.exp()
    total = weights.sum(dim=dim, keepdim=True)
    return (weights / torch.where(total > 0, total, 1.0)).log()


@torch.no_grad()
def log_softmax_grad(x, upstream, dim):
    """Return the gradient of sum(upstream * log_softmax(x)) with respect to x."""
    p = log_softmax(x, dim).exp()
    return upstream - p * upstream.sum(dim=dim, keepdim=True)
