"""Smoothed cross-entropy that leaves out padded rows."""

import torch


def loss(logits, labels, smoothing, ignore_index):
    """Return the mean over the rows that are kept."""
    keep = labels != ignore_index  # (rows,)
    safe = labels.masked_fill(~keep, 0)  # an index in any case
    log_p = logits.log_softmax(dim=1)  # (rows, classes)
    right = log_p.gather(1, safe[:, None]).squeeze(1)
    uniform = log_p.mean(dim=1)
    rows = -(1 - smoothing) * right - smoothing * uniform
    return (rows * keep).sum() / keep.sum().clamp(min=1)
