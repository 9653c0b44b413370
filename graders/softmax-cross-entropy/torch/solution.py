"""Softmax and cross-entropy from logits, with the gradient by hand."""

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
    """Return d cross_entropy / d logits = (p - one_hot) / batch: (batch, classes)."""
    grad = softmax(logits)
    grad[torch.arange(len(labels)), labels] -= 1.0
    return grad / len(labels)
