"""You take the logarithm of probabilities that underflow to 0. The log-probability is exact if it comes
from the logits: `z - logsumexp(z)`.

zh: 你对下溢为 0 的概率取对数。对数概率应直接由 logits 得到才准确：`z - logsumexp(z)`。

Caught by: extreme logits
"""

import torch


def loss(logits, labels, smoothing, ignore_index):
    """Return the mean over the rows that are kept."""
    keep = labels != ignore_index  # (rows,)
    safe = labels.masked_fill(~keep, 0)  # an index in any case
    log_p = logits.softmax(dim=1).log()  # (rows, classes)
    right = log_p.gather(1, safe[:, None]).squeeze(1)
    uniform = log_p.mean(dim=1)
    rows = -(1 - smoothing) * right - smoothing * uniform
    return (rows * keep).sum() / keep.sum().clamp(min=1)
