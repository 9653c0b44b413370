"""`logits -= …` writes into the caller's array: whoever passed the logits finds them changed afterwards.
Make a new array: shifted = logits - max.

zh: `logits -= …` 直接改写了调用者的数组：传入的 logits 在调用之后已经变了。应当生成新的数组：shifted = logits - max。

Caught by: arguments stay as they were
"""

import numpy as np


def log_softmax(logits):
    """Return the logarithm of `softmax(logits)`, never taking the logarithm of a vanishing number."""
    logits -= logits.max(axis=1, keepdims=True)
    return logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))


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
    grad[np.arange(len(labels)), labels] -= 1.0
    return grad / len(labels)
