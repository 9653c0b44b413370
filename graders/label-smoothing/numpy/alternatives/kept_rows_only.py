"""The ignored rows are cut out first; the gradient is written back into zeros."""

import numpy as np


def log_probabilities(z):
    top = z.max(axis=-1, keepdims=True)
    return z - top - np.log(np.exp(z - top).sum(axis=-1, keepdims=True))


def loss(logits, labels, smoothing, ignore_index):
    keep = labels != ignore_index
    if not keep.any():
        return 0.0
    log_p, y = log_probabilities(logits[keep]), labels[keep]
    right = log_p[np.arange(len(y)), y]
    return float(np.mean(-(1 - smoothing) * right - smoothing * log_p.mean(axis=1)))


def loss_grad(logits, labels, smoothing, ignore_index):
    kept = np.flatnonzero(labels != ignore_index)
    grad = np.zeros_like(logits)
    if kept.size:
        grad[kept] = np.exp(log_probabilities(logits[kept])) - smoothing / logits.shape[1]
        grad[kept, labels[kept]] -= 1 - smoothing
        grad /= kept.size
    return grad
