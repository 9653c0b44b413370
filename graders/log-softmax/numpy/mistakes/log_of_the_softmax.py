"""You compute the softmax first and take its log. An entry some 750 below the maximum (100 in float32) has
a softmax that underflows to 0, and log(0) is -inf instead of about -750. Subtract logs: x - logsumexp(x)
never forms the probability.

zh: 你先算 softmax 再取对数。比最大值低约 750（float32 中约 100）的元素，softmax 会下溢为 0，log(0) 得 -inf，而不是约 -750。应直接用对数相减：x - logsumexp(x) 从不生成概率。

Caught by: huge logits
"""

import numpy as np


def shifted(x, axis):
    """Return (x - c, c), where c is each slice's maximum, or 0 where that is -inf; the axis stays, of length 1."""
    largest = x.max(axis=axis, keepdims=True)
    c = np.where(np.isfinite(largest), largest, 0.0)
    return x - c, c


def logsumexp(x, axis):
    """Return log(sum(exp(x))) along `axis`, which goes; -inf for a slice of nothing but -inf."""
    z, c = shifted(x, axis)
    with np.errstate(divide="ignore"):  # log(0) is the -inf that is wanted
        return np.log(np.exp(z).sum(axis=axis)) + c.squeeze(axis)


def log_softmax(x, axis):
    """Return x - logsumexp(x) along `axis`; -inf throughout a slice of nothing but -inf."""
    z, _ = shifted(x, axis)
    total = np.exp(z).sum(axis=axis, keepdims=True)  # at least 1, or 0 where all is impossible
    return np.log(np.exp(z) / np.where(total > 0, total, 1.0))


def log_softmax_grad(x, upstream, axis):
    """Return the gradient of sum(upstream * log_softmax(x)) with respect to x."""
    p = np.exp(log_softmax(x, axis))
    return upstream - p * upstream.sum(axis=axis, keepdims=True)
