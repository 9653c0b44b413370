"""The loss has the right value, but its log-sum-exp is computed on detached logits: autograd sees only the
term -logit[label], and every step pushes that logit up without end. Only the maximum may be detached, since
the result does not depend on it.

zh: 损失的数值是对的，但其中的 log-sum-exp 是在分离（detach）后的 logits 上计算的：autograd 只看得到 -logit[label] 这一项，每一步都会把这个 logit 无止境地往上推。只有最大值可以分离，因为结果与它无关。

Caught by: autodiff through the loss
"""

import torch


def log_softmax(logits):
    """Return the logarithm of `softmax(logits)`, never taking the logarithm of a vanishing number."""
    shifted = logits - logits.amax(dim=1, keepdim=True)  # (batch, classes), the largest of each row is 0
    return shifted - shifted.detach().exp().sum(dim=1, keepdim=True).log()


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
