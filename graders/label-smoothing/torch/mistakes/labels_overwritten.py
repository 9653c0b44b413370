"""`masked_fill_` with the underscore writes into the caller's labels. At the next call they are no longer
ignored. Use `masked_fill`.

zh: 带下划线的 `masked_fill_` 改写了调用者的标签。下一次调用时它们就不再被忽略。请用 `masked_fill`。

Caught by: arguments stay as they were
"""

import torch


def loss(logits, labels, smoothing, ignore_index):
    """Return the mean over the rows that are kept."""
    keep = labels != ignore_index  # (rows,)
    safe = labels.masked_fill_(~keep, 0)  # an index in any case
    log_p = logits.log_softmax(dim=1)  # (rows, classes)
    right = log_p.gather(1, safe[:, None]).squeeze(1)
    uniform = log_p.mean(dim=1)
    rows = -(1 - smoothing) * right - smoothing * uniform
    return (rows * keep).sum() / keep.sum().clamp(min=1)
