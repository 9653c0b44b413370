"""You exponentiate the logits as they are. exp overflows to inf above 709, and inf / inf is nan; far below
zero every exp is 0, and 0 / 0 is nan too. Subtract each row's largest logit first: the softmax stays the
same, and the largest exp is exp(0) = 1.

zh: 你直接对 logits 取 exp。大于 709 时 exp 上溢为 inf，inf / inf 得 nan；整行都远小于零时 exp 全为 0，0 / 0 也得 nan。先减去每一行的最大值：softmax 不变，而最大的 exp 是 exp(0) = 1。

Caught by: extreme logits
Question: numerics-shift-the-softmax
"""

import numpy as np


def log_softmax(logits):
    """Return the logarithm of `softmax(logits)`."""
    return logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))


def softmax(logits):
    """Return the probabilities of each row's classes: (batch, classes)."""
    weights = np.exp(logits)
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
