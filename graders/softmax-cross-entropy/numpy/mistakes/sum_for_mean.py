"""You sum the losses of the batch. The task asks for their mean: otherwise the loss, and with it the step
that a learning rate makes, grows with the batch size. Divide by the number of rows, in the loss and in the
gradient.

zh: 你把整个批量的损失相加，而题目要求取均值：否则损失会随批量大小增长，同一学习率走出的步子也随之变大。损失和梯度都要除以行数。

Caught by: loss values
Question: losses-sum-or-mean
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
    """Return the sum over the batch of -log p[label]."""
    rows = np.arange(len(labels))
    return -log_softmax(logits)[rows, labels].sum()


def cross_entropy_grad(logits, labels):
    """Return d cross_entropy / d logits = p - one_hot: (batch, classes)."""
    grad = softmax(logits)
    grad[np.arange(len(labels)), labels] -= 1.0
    return grad
