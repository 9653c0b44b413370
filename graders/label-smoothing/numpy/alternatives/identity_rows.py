"""Targets from rows of the identity matrix; weights that sum to 1, or to 0."""

import numpy as np


def parts(logits, labels, smoothing, ignore_index):
    classes = logits.shape[1]
    keep = (labels != ignore_index).astype(float)
    weights = keep / max(keep.sum(), 1.0)
    hot = np.eye(classes)[np.where(keep > 0, labels, 0)]
    q = (1 - smoothing) * hot + smoothing / classes
    lse = np.logaddexp.reduce(logits, axis=1)
    return weights, q, logits - lse[:, None]


def loss(logits, labels, smoothing, ignore_index):
    weights, q, log_p = parts(logits, labels, smoothing, ignore_index)
    return -np.einsum("i,ik,ik->", weights, q, log_p)


def loss_grad(logits, labels, smoothing, ignore_index):
    weights, q, log_p = parts(logits, labels, smoothing, ignore_index)
    return weights[:, np.newaxis] * (np.exp(log_p) - q)
