"""grad[:, labels] -= 1 subtracts in every row, in the column of every label that occurs in the batch. Each row has
one label: subtract at one place of each row, grad[np.arange(len(labels)), labels] -= 1.

zh: grad[:, labels] -= 1 在每一行都做减法，凡是批量中出现过的标签，其所在列都被减了。每一行只有一个标签，只应在一处减去：grad[np.arange(len(labels)), labels] -= 1。

Caught by: gradient
"""

import numpy as np


def log_softmax(logits):
    """Return the logarithm of `softmax(logits)`, never taking the logarithm of a vanishing number."""
    shifted = logits - logits.max(axis=1, keepdims=True)  # (batch, classes), the largest of each row is 0
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def softmax(logits):
    """Return the probabilities of each row's classes: (batch, classes)."""
    return np.exp(log_softmax(logits))


def cross_entropy(logits, labels):
    """Return the mean over the batch of -log p[label]."""
    rows = np.arange(len(labels))
    return -log_softmax(logits)[rows, labels].mean()


def cross_entropy_grad(logits, labels):
    """Return d cross_entropy / d logits = (p - one_hot) / batch: (batch, classes)."""
    grad = softmax(logits)
    grad[:, labels] -= 1.0
    return grad / len(labels)
