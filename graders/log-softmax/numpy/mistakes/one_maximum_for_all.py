"""You subtract one maximum, that of the whole array, from every slice. A slice that lies far below it
underflows: its sum is 0, as if nothing in it were possible. Each slice needs its own maximum, taken
along the axis.

zh: 你让所有切片都减去同一个最大值，即整个数组的最大值。远低于它的切片会下溢：和为 0，好像其中什么都不可能。每个切片要减去沿该轴取得的、自己的最大值。

Caught by: huge logits
"""

import numpy as np


def shifted(x, axis):
    """Return (x - c, c), where c is each slice's maximum, or 0 where that is -inf; the axis stays, of length 1."""
    largest = x.max(keepdims=True)
    c = np.where(np.isfinite(largest), largest, 0.0)
    return x - c, c


def logsumexp(x, axis):
    """Return log(sum(exp(x))) along `axis`, which goes; -inf for a slice of nothing but -inf."""
    z, c = shifted(x, axis)
    with np.errstate(divide="ignore"):  # log(0) is the -inf that is wanted
        return np.log(np.exp(z).sum(axis=axis)) + c.max()


def log_softmax(x, axis):
    """Return x - logsumexp(x) along `axis`; -inf throughout a slice of nothing but -inf."""
    z, _ = shifted(x, axis)
    total = np.exp(z).sum(axis=axis, keepdims=True)  # at least 1, or 0 where all is impossible
    return z - np.log(np.where(total > 0, total, 1.0))


def log_softmax_grad(x, upstream, axis):
    """Return the gradient of sum(upstream * log_softmax(x)) with respect to x."""
    p = np.exp(log_softmax(x, axis))
    return upstream - p * upstream.sum(axis=axis, keepdims=True)
