"""Your gradient is p - one_hot without the division by the batch size. The loss is a mean, so each row
contributes only 1 / batch of its own gradient.

zh: 你的梯度是 p - one_hot，没有除以批量大小。损失是均值，因此每一行只贡献自身梯度的 1 / batch。

Caught by: gradient
"""

import torch


def log_softmax(logits):
    """Return the logarithm of `softmax(logits)`, never taking the logarithm of a vanishing number."""
    shifted = logits - logits.amax(dim=1, keepdim=True)  # (batch, classes), the largest of each row is 0
    return shifted - shifted.exp().sum(dim=1, keepdim=True).log()


def softmax(logits):
    """Return the probabilities of each row's classes: (batch, classes)."""
    return log_softmax(logits).exp()


def cross_entropy(logits, labels):
    """Return the mean over the batch of -log p[label], a tensor of shape ()."""
    return -log_softmax(logits).gather(1, labels[:, None]).mean()


@torch.no_grad()
def cross_entropy_grad(logits, labels):
    """Return d cross_entropy / d logits = p - one_hot: (batch, classes)."""
    grad = softmax(logits)
    grad[torch.arange(len(labels)), labels] -= 1.0
    return grad
