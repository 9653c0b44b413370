"""The value is right, but its derivative is nan where all is -inf: autodiff goes through the branch that
where did not take, there log has the derivative 1 / 0 = inf, and inf times 0 is nan. Replace the 0
before the log, not its result after it.

zh: 数值是对的，但在全为 -inf 处导数是 nan：自动微分也会经过 where 没有选中的分支，那里 log 的导数是 1 / 0 = inf，而 inf 乘 0 得 nan。应在取对数之前替换那个 0，而不是在之后替换结果。

Caught by: autodiff through logsumexp
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
    return total.log(), total > 0


def logsumexp(x, dim):
    """Return log(sum(exp(x))) along `dim`, which goes; -inf for a slice of nothing but -inf."""
    z, c = shifted(x, dim)
    log_total, possible = log_of_sum(z, dim)
    return torch.where(possible, log_total + c, -torch.inf).squeeze(dim)


def log_softmax(x, dim):
    """Return x - logsumexp(x) along `dim`; -inf throughout a slice of nothing but -inf."""
    z, _ = shifted(x, dim)
    log_total, possible = log_of_sum(z, dim)
    return z - torch.where(possible, log_total, 0.0)


@torch.no_grad()
def log_softmax_grad(x, upstream, dim):
    """Return the gradient of sum(upstream * log_softmax(x)) with respect to x."""
    p = log_softmax(x, dim).exp()
    return upstream - p * upstream.sum(dim=dim, keepdim=True)
