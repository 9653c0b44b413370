"""You subtract one maximum, that of the whole array, from every slice. A slice that lies far below it
underflows: its sum is 0, as if nothing in it were possible. Each slice needs its own maximum, taken
along the axis.

zh: 你让所有切片都减去同一个最大值，即整个数组的最大值。远低于它的切片会下溢：和为 0，好像其中什么都不可能。每个切片要减去沿该轴取得的、自己的最大值。

Caught by: huge logits
"""

import torch


def shifted(x, dim):
    """Return (x - c, c), where c is each slice's maximum, or 0 where that is -inf; the dimension stays, of length 1."""
    c = x.detach().max().reshape((1,) * x.ndim)
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
    log_total, _ = log_of_sum(z, dim)
    return z - log_total


@torch.no_grad()
def log_softmax_grad(x, upstream, dim):
    """Return the gradient of sum(upstream * log_softmax(x)) with respect to x."""
    p = log_softmax(x, dim).exp()
    return upstream - p * upstream.sum(dim=dim, keepdim=True)
