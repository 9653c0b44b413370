"""You subtract one maximum, that of the whole array, from every row. A row whose logits all lie far below
it underflows to zeros, and 0 / 0 is nan. Each row needs its own maximum: take it along the classes and keep
the axis for broadcasting.

zh: 你让所有行都减去同一个最大值，即整个数组的最大值。若某一行的 logits 全都远小于它，exp 就下溢为 0，0 / 0 得 nan。每一行要减去自己的最大值：沿类别轴取最大值，并保留该轴以便广播。

Caught by: extreme logits
"""

import numpy as np


def log_softmax(logits):
    """Return the logarithm of `softmax(logits)`."""
    shifted = logits - logits.max()
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def softmax(logits):
    """Return the probabilities of each row's classes: (batch, classes)."""
    weights = np.exp(logits - logits.max())
    return weights / weights.sum(axis=1, keepdims=True)


def cross_entropy(logits, labels):
    """Return the mean over the batch of -log p[label]."""
    rows = np.arange(len(labels))
    return -log_softmax(logits)[rows, labels].mean()


def cross_entropy_grad(logits, labels):
    """Return d cross_entropy / d logits = (p - one_hot) / batch: (batch, classes)."""
    grad = softmax(logits)
    grad[np.arange(len(labels)), labels] -= 1.0
    return grad / len(labels)
