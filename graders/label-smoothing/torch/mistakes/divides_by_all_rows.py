"""You divide by the number of rows, ignored ones included. The loss then shrinks with the amount of
padding: divide by how many rows are kept.

zh: 你除以的是总行数，包括被忽略的行。损失于是随填充的多少而缩小：应除以保留的行数。

Caught by: ignored rows
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
    return (rows * keep).sum() / len(labels)
