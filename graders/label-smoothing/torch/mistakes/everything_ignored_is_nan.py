"""With nothing to count you compute 0 / 0. One batch of padding alone then turns all parameters into NaN:
divide by at least 1.

zh: 没有可计的行时，你算的是 0 / 0。只要有一个全是填充的批量，所有参数就会变成 NaN：除数至少为 1。

Caught by: everything ignored
"""

import torch


def loss(logits, labels, smoothing, ignore_index):
    """Return the mean over the rows that are kept."""
    keep = labels != ignore_index  # (rows,)
    safe = labels.masked_fill(~keep, 0)  # an index in any case
    log_p = logits.log_softmax(dim=1)  # (rows, classes)
    right = log_p.gather(1, safe[:, None]).squeeze(1)
    uniform = log_p.mean(dim=1)
    rows = -(1 - smoothing) * right - smoothing * uniform
    return (rows * keep).sum() / keep.sum()
