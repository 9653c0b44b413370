"""`logits.data -= …` writes into the caller's array: whoever passed the logits finds them changed
afterwards. Make a new array: shifted = logits - max.

zh: `logits.data -= …` 直接改写了调用者的张量：传入的 logits 在调用之后已经变了。应当生成新的张量：shifted = logits - max。

Caught by: arguments stay as they were
"""

import torch


def log_softmax(logits):
    """Return the logarithm of `softmax(logits)`, never taking the logarithm of a vanishing number."""
    logits.data -= logits.amax(dim=1, keepdim=True)
    return logits - logits.exp().sum(dim=1, keepdim=True).log()


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
