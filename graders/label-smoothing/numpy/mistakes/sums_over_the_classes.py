"""You add `ε` times the **sum** of all log-probabilities instead of their mean. The target's weights then
sum to far more than 1.

zh: 你加上的是 `ε` 乘以所有对数概率之**和**，而不是均值。目标的权重之和于是远大于 1。

Caught by: smoothing
"""

import numpy as np


def log_softmax(z):
    z = z - z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


def targets(logits, labels, smoothing, ignore_index):
    """Return q, (rows, classes), and what is kept, (rows,)."""
    keep = labels != ignore_index
    safe = np.where(keep, labels, 0)  # an index in any case
    q = np.full_like(logits, smoothing)
    q[np.arange(len(labels)), safe] += 1 - smoothing
    return q, keep


def loss(logits, labels, smoothing, ignore_index):
    """Return the mean over the rows that are kept."""
    q, keep = targets(logits, labels, smoothing, ignore_index)
    rows = -(q * log_softmax(logits)).sum(axis=1)
    return float((rows * keep).sum() / max(keep.sum(), 1))


def loss_grad(logits, labels, smoothing, ignore_index):
    """Return (p - q) / count, 0 where a row is ignored."""
    q, keep = targets(logits, labels, smoothing, ignore_index)
    p = np.exp(log_softmax(logits))
    return (p - q) * keep[:, None] / max(keep.sum(), 1)
