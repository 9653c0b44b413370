"""You reduce along axis 1 whatever axis was asked for. It looks right for a batch of rows and is wrong for
everything else: pass `dim` on to the maximum and to the sum.

zh: 无论要求哪个轴，你总是沿轴 1 归约。对一批行看起来没有问题，其他情形就都错了：应把 `dim` 传给求最大值和求和的函数。

Caught by: any axis
"""

import torch


def shifted(x, dim):
    """Return (x - c, c), where c is each slice's maximum, or 0 where that is -inf; the dimension stays, of length 1."""
    c = x.detach().amax(dim=1, keepdim=True)  # a constant: the result does not depend on it
    c = torch.where(c.isfinite(), c, 0.0)
    return x - c, c


def log_of_sum(z, dim):
    """Return log(sum(exp(z))), and 0 where the sum is 0: there log would be -inf, and its derivative inf."""
    total = z.exp().sum(dim=1, keepdim=True)
    return torch.where(total > 0, total, 1.0).log(), total > 0


def logsumexp(x, dim):
    """Return log(sum(exp(x))) along `dim`, which goes; -inf for a slice of nothing but -inf."""
    z, c = shifted(x, dim)
    log_total, possible = log_of_sum(z, dim)
    return torch.where(possible, log_total + c, -torch.inf).squeeze(1)


def log_softmax(x, dim):
    """Return x - logsumexp(x) along `dim`; -inf throughout a slice of nothing but -inf."""
    z, _ = shifted(x, dim)
    log_total, _ = log_of_sum(z, dim)
    return z - log_total


@torch.no_grad()
def log_softmax_grad(x, upstream, dim):
    """Return the gradient of sum(upstream * log_softmax(x)) with respect to x."""
    p = log_softmax(x, dim).exp()
    return upstream - p * upstream.sum(dim=dim, keepdim=True)
