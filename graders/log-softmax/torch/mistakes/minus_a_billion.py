"""You replace -inf by a large negative number. Among possible entries that makes no difference to the sum,
but the log-softmax of an impossible entry becomes a finite number, and a slice of nothing but -inf turns
into a uniform distribution. Keep -inf, and care only for the shift.

zh: 你把 -inf 换成了一个很大的负数。只要还有可能的元素，和不受影响；但不可能的元素的 log-softmax 变成了有限值，而全为 -inf 的切片变成了均匀分布。应保留 -inf，只处理减去的那个常数。

Caught by: entries of -inf
"""

import torch


def shifted(x, dim):
    """Return (x - c, c), where c is each slice's maximum, or 0 where that is -inf; the dimension stays, of length 1."""
    x = x.clamp(min=-1e9)
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
    log_total, _ = log_of_sum(z, dim)
    return z - log_total


@torch.no_grad()
def log_softmax_grad(x, upstream, dim):
    """Return the gradient of sum(upstream * log_softmax(x)) with respect to x."""
    p = log_softmax(x, dim).exp()
    return upstream - p * upstream.sum(dim=dim, keepdim=True)
