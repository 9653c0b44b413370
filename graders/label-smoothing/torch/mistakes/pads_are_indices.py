"""You gather with the labels as they are. -100 is no index, so PyTorch raises an error (and where it wraps
around, a wrong class is picked). Replace ignored labels by a valid index first; the mask takes them out
afterwards.

zh: 你直接用标签去 gather。-100 不是下标，PyTorch 会抛出错误（在允许回绕的地方则会取到错误的类别）。应先把被忽略的标签换成有效下标，之后再用掩码去掉。

Caught by: contract
"""

import torch


def loss(logits, labels, smoothing, ignore_index):
    """Return the mean over the rows that are kept."""
    keep = labels != ignore_index  # (rows,)
    safe = labels
    log_p = logits.log_softmax(dim=1)  # (rows, classes)
    right = log_p.gather(1, safe[:, None]).squeeze(1)
    uniform = log_p.mean(dim=1)
    rows = -(1 - smoothing) * right - smoothing * uniform
    return (rows * keep).sum() / keep.sum().clamp(min=1)
