"""Log-sum-exp and log-softmax along an axis, also where entries are -inf."""

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
    return z - np.log(np.where(total > 0, total, 1.0))


def log_softmax_grad(x, upstream, axis):
    """Return the gradient of sum(upstream * log_softmax(x)) with respect to x."""
    p = np.exp(log_softmax(x, axis))
    return upstream - p * upstream.sum(axis=axis, keepdims=True)
