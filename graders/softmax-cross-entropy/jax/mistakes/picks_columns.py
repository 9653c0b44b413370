"""log_p[:, labels] takes a whole column for each label: a (batch, batch) matrix, whose mean mixes every
example with the labels of all the others. You need one entry of each row: jnp.take_along_axis(log_p,
labels[:, None], axis=1).

zh: log_p[:, labels] 会为每个标签取出一整列，得到 (batch, batch) 的矩阵，它的均值把每个样本与其他样本的标签混在了一起。每一行只应取一个元素：jnp.take_along_axis(log_p, labels[:, None], axis=1)。

Caught by: loss values
Question: tensors-pick-the-label
"""

import jax
import jax.numpy as jnp


def log_softmax(logits):
    """Return the logarithm of `softmax(logits)`, never taking the logarithm of a vanishing number."""
    shifted = logits - logits.max(axis=1, keepdims=True)  # (batch, classes), the largest of each row is 0
    return shifted - jnp.log(jnp.exp(shifted).sum(axis=1, keepdims=True))


def softmax(logits):
    """Return the probabilities of each row's classes: (batch, classes)."""
    return jnp.exp(log_softmax(logits))


def cross_entropy(logits, labels):
    """Return the mean over the batch of -log p[label], an array of shape ()."""
    return -log_softmax(logits)[:, labels].mean()


def cross_entropy_grad(logits, labels):
    """Return d cross_entropy / d logits = (p - one_hot) / batch: (batch, classes)."""
    rows = jnp.arange(len(labels))
    return softmax(logits).at[rows, labels].add(-1.0) / len(labels)


batched_loss = jax.jit(jax.vmap(cross_entropy))
batched_grad = jax.jit(jax.vmap(cross_entropy_grad))
