"""Ignored rows are left out of the first term but not of the smoothing term, so padding still pulls at the
loss. Mask the whole row's loss.

zh: 被忽略的行只从第一项里去掉了，平滑项里还在，于是填充仍在影响损失。应对整行的损失加掩码。

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
    rows = -(1 - smoothing) * right * keep - smoothing * uniform
    return rows.sum() / keep.sum().clamp(min=1)
