"""Your gradient is one_hot - p: the direction in which the loss falls, which is minus the gradient. The
right class's own entry is p - 1, below zero: raising that logit lowers the loss.

zh: 你的梯度是 one_hot - p：这是损失下降的方向，即负梯度。正确类别那一项应为 p - 1，小于零：增大该 logit 会使损失减小。

Caught by: gradient
Question: losses-gradient-at-the-logits
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
    """Return d cross_entropy / d logits = (one_hot - p) / batch: (batch, classes)."""
    grad = -softmax(logits)
    grad[np.arange(len(labels)), labels] += 1.0
    return grad / len(labels)
