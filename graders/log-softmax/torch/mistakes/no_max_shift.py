"""You exponentiate the numbers as they are: exp overflows to inf above 709 (88 in float32), and a slice far
below zero has a sum of 0, whose log is -inf. Take each slice's maximum c out of the sum: c +
log(sum(exp(x - c))).

zh: 你直接对这些数取 exp：大于 709（float32 中为 88）时 exp 上溢为 inf；整个切片都远小于零时，和为 0，对数为 -inf。应把每个切片的最大值 c 提到和的外面：c + log(sum(exp(x - c)))。

Caught by: huge logits
"""

import torch


def logsumexp(x, dim):
    """Return log(sum(exp(x))) along `dim`."""
    return torch.log(torch.exp(x).sum(dim=dim))


def log_softmax(x, dim):
    """Return x - logsumexp(x) along `dim`."""
    total = torch.exp(x).sum(dim=dim, keepdim=True)
    return x - torch.log(torch.where(total > 0, total, 1.0))


def log_softmax_grad(x, upstream, dim):
    """Return the gradient of sum(upstream * log_softmax(x)) with respect to x."""
    p = torch.exp(log_softmax(x, dim))
    return upstream - p * upstream.sum(dim=dim, keepdim=True)
