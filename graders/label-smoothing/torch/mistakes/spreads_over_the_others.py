"""You spread `ε` over the wrong classes alone, `ε / (K - 1)` each, and leave `1 - ε` to the right one. Here
all `K` classes get `ε / K`, the right one too.

zh: 你只把 `ε` 分给错误的类别，每个 `ε / (K - 1)`，正确类别只留 `1 - ε`。这里全部 `K` 个类别都得到 `ε / K`，包括正确类别。

Caught by: smoothing
"""

import torch


def loss(logits, labels, smoothing, ignore_index):
    """Return the mean over the rows that are kept."""
    keep = labels != ignore_index  # (rows,)
    safe = labels.masked_fill(~keep, 0)  # an index in any case
    log_p = logits.log_softmax(dim=1)  # (rows, classes)
    right = log_p.gather(1, safe[:, None]).squeeze(1)
    uniform = log_p.mean(dim=1)
    others = (log_p.sum(dim=1) - right) / (
        logits.shape[1] - 1
    )
    rows = -(1 - smoothing) * right - smoothing * others
    return (rows * keep).sum() / keep.sum().clamp(min=1)
