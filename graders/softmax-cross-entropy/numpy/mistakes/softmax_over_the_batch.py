"""You normalise along axis 0: the columns sum to 1, so that the examples of a batch compete with each
other. The classes of one example must compete: maximum and sum run along the last axis. With a square array
the shapes cannot tell you this; the row sums can.

zh: 你沿第 0 轴归一化：每一列的和为 1，于是同一批量中的样本互相竞争。应当互相竞争的是同一个样本的各个类别：最大值与求和都沿最后一个轴。方阵的形状看不出这个错误，每行的和看得出来。

Caught by: softmax values
"""

import numpy as np


def log_softmax(logits):
    """Return the logarithm of `softmax(logits)`, never taking the logarithm of a vanishing number."""
    shifted = logits - logits.max(axis=0)
    return shifted - np.log(np.exp(shifted).sum(axis=0))


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
