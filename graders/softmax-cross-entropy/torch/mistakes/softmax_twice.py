"""The loss is computed from probabilities as if they were logits, so softmax is applied twice.
Probabilities differ by at most 1, so the second softmax is nearly flat: the loss can no longer come near 0,
however sure the model is. Start from the logits.

zh: 你把概率当作 logits 来计算损失，softmax 因此做了两次。概率之间最多相差 1，第二次 softmax 几乎是平的：无论模型多么确定，损失都无法接近 0。应当从 logits 出发计算。

Caught by: loss values
Question: training-softmax-before-cross-entropy
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
    return -log_softmax(softmax(logits)).gather(1, labels[:, None]).mean()


@torch.no_grad()
def cross_entropy_grad(logits, labels):
    """Return d cross_entropy / d logits = (p - one_hot) / batch: (batch, classes)."""
    grad = softmax(logits)
    grad[torch.arange(len(labels)), labels] -= 1.0
    return grad / len(labels)
