"""Your gradient is p - one_hot without the division by the batch size. The loss is a mean, so each row
contributes only 1 / batch of its own gradient.

zh: 你的梯度是 p - one_hot，没有除以批量大小。损失是均值，因此每一行只贡献自身梯度的 1 / batch。

Caught by: gradient
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
    log_p = jnp.take_along_axis(log_softmax(logits), labels[:, None], axis=1)  # (batch, 1)
    return -log_p.mean()


def cross_entropy_grad(logits, labels):
    """Return d cross_entropy / d logits = p - one_hot: (batch, classes)."""
    rows = jnp.arange(len(labels))
    return softmax(logits).at[rows, labels].add(-1.0)


batched_loss = jax.jit(jax.vmap(cross_entropy))
batched_grad = jax.jit(jax.vmap(cross_entropy_grad))
