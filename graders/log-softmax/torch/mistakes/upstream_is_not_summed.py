"""Each output of a slice depends on every input through the log-sum-exp, so input k receives -p[k] from all
of them: the sum of upstream, not upstream[k] alone. What you return, upstream * (1 - p), is the
Jacobian's diagonal.

zh: 切片中的每个输出都通过 log-sum-exp 依赖所有输入，所以输入 k 会从所有输出收到 -p[k]：应乘以 upstream 之和，而不只是 upstream[k]。你返回的 upstream * (1 - p) 只用了雅可比矩阵的对角线。

Caught by: gradient
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
    log_total, _ = log_of_sum(z, dim)
    return z - log_total


@torch.no_grad()
def log_softmax_grad(x, upstream, dim):
    """Return the gradient of sum(upstream * log_softmax(x)) with respect to x."""
    p = log_softmax(x, dim).exp()
    return upstream - p * upstream
