"""log_p[:, labels] takes a whole column for each label: a (batch, batch) matrix, whose mean mixes every
example with the labels of all the others. You need one entry of each row: log_p.gather(1, labels[:, None]).

zh: log_p[:, labels] 会为每个标签取出一整列，得到 (batch, batch) 的矩阵，它的均值把每个样本与其他样本的标签混在了一起。每一行只应取一个元素：log_p.gather(1, labels[:, None])。

Caught by: loss values
Question: tensors-pick-the-label
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
    return -log_softmax(logits)[:, labels].mean()


@torch.no_grad()
def cross_entropy_grad(logits, labels):
    """Return d cross_entropy / d logits = (p - one_hot) / batch: (batch, classes)."""
    grad = softmax(logits)
    grad[torch.arange(len(labels)), labels] -= 1.0
    return grad / len(labels)
