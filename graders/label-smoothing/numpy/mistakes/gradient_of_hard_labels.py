"""Your gradient takes away 1 at the label, as if the target were not smoothed. It must use the same targets
as the loss: `p - q`.

zh: 你的梯度在标签处减去了 1，好像目标没有平滑一样。它必须使用与损失相同的目标：`p - q`。

Caught by: gradient
"""

import numpy as np


def log_softmax(z):
    z = z - z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


def targets(logits, labels, smoothing, ignore_index):
    """Return q, (rows, classes), and what is kept, (rows,)."""
    keep = labels != ignore_index
    safe = np.where(keep, labels, 0)  # an index in any case
    q = np.full_like(logits, smoothing / logits.shape[1])
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
    q, _ = targets(logits, labels, 0.0, ignore_index)
    p = np.exp(log_softmax(logits))
    return (p - q) * keep[:, None] / max(keep.sum(), 1)
