"""One pass along the axis with a running maximum and a running sum: what attention over blocks does."""

import numpy as np


def running(x, axis):
    largest = np.full(np.moveaxis(x, axis, 0).shape[1:], -np.inf, dtype=x.dtype)
    total = np.zeros_like(largest)  # sum of exp(x - largest) so far
    for item in np.moveaxis(x, axis, 0):
        new = np.maximum(largest, item)
        known = new > -np.inf
        old = np.exp(np.where(known, largest - np.where(known, new, 0), 0))
        more = np.where(known, np.exp(item - np.where(known, new, 0)), 0)
        total = np.where(known, total * old + more, 0)
        largest = new
    return largest, total


def logsumexp(x, axis):
    largest, total = running(x, axis)
    return largest + np.log(np.where(total > 0, total, 1))


def log_softmax(x, axis):
    total = np.expand_dims(logsumexp(x, axis), axis)
    return x - np.where(total > -np.inf, total, 0)


def log_softmax_grad(x, upstream, axis):
    p = np.exp(log_softmax(x, axis))
    return upstream - p * np.expand_dims(np.sum(upstream, axis), axis)
