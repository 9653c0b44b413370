"""You average over the whole one-hot product, batch and classes. All but one entry of a row are 0 there, but
they count in the mean, so the loss is too small by the number of classes. Sum over the classes, then take
the mean over the batch.

zh: 你对整个 one-hot 乘积取均值，批量轴和类别轴都算在内。每行除一个元素外都是 0，但它们也计入均值，于是损失小了“类别数”倍。应先沿类别轴求和，再对批量取均值。

Caught by: loss values
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
    one_hot = jax.nn.one_hot(labels, logits.shape[1])
    return -(one_hot * log_softmax(logits)).mean()


def cross_entropy_grad(logits, labels):
    """Return d cross_entropy / d logits = (p - one_hot) / batch: (batch, classes)."""
    rows = jnp.arange(len(labels))
    return softmax(logits).at[rows, labels].add(-1.0) / len(labels)


batched_loss = jax.jit(jax.vmap(cross_entropy))
batched_grad = jax.jit(jax.vmap(cross_entropy_grad))
