"""You exponentiate the numbers as they are: exp overflows to inf above 709 (88 in float32), and a slice far
below zero has a sum of 0, whose log is -inf. Take each slice's maximum c out of the sum: c +
log(sum(exp(x - c))).

zh: 你直接对这些数取 exp：大于 709（float32 中为 88）时 exp 上溢为 inf；整个切片都远小于零时，和为 0，对数为 -inf。应把每个切片的最大值 c 提到和的外面：c + log(sum(exp(x - c)))。

Caught by: huge logits
"""

import numpy as np


def logsumexp(x, axis):
    """Return log(sum(exp(x))) along `axis`."""
    return np.log(np.exp(x).sum(axis=axis))


def log_softmax(x, axis):
    """Return x - logsumexp(x) along `axis`."""
    total = np.exp(x).sum(axis=axis, keepdims=True)
    return x - np.log(np.where(total > 0, total, 1.0))


def log_softmax_grad(x, upstream, axis):
    """Return the gradient of sum(upstream * log_softmax(x)) with respect to x."""
    p = np.exp(log_softmax(x, axis))
    return upstream - p * upstream.sum(axis=axis, keepdims=True)
