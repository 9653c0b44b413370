"""You spread `ε` over the wrong classes alone, `ε / (K - 1)` each, and leave `1 - ε` to the right one. Here
all `K` classes get `ε / K`, the right one too.

zh: 你只把 `ε` 分给错误的类别，每个 `ε / (K - 1)`，正确类别只留 `1 - ε`。这里全部 `K` 个类别都得到 `ε / K`，包括正确类别。

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
    q = np.full_like(logits, smoothing / (logits.shape[1] - 1))
    q[np.arange(len(labels)), safe] = 1 - smoothing
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
