"""You normalise along axis 0: the columns sum to 1, so that the examples of a batch compete with each
other. The classes of one example must compete: maximum and sum run along the last axis. With a square array
the shapes cannot tell you this; the row sums can.

zh: 你沿第 0 轴归一化：每一列的和为 1，于是同一批量中的样本互相竞争。应当互相竞争的是同一个样本的各个类别：最大值与求和都沿最后一个轴。方阵的形状看不出这个错误，每行的和看得出来。

Caught by: softmax values
"""

import jax
import jax.numpy as jnp


def log_softmax(logits):
    """Return the logarithm of `softmax(logits)`, never taking the logarithm of a vanishing number."""
    shifted = logits - logits.max(axis=0)
    return shifted - jnp.log(jnp.exp(shifted).sum(axis=0))


def softmax(logits):
    """Return the probabilities of each row's classes: (batch, classes)."""
    return jnp.exp(log_softmax(logits))


def cross_entropy(logits, labels):
    """Return the mean over the batch of -log p[label], an array of shape ()."""
    log_p = jnp.take_along_axis(log_softmax(logits), labels[:, None], axis=1)  # (batch, 1)
    return -log_p.mean()


def cross_entropy_grad(logits, labels):
    """Return d cross_entropy / d logits = (p - one_hot) / batch: (batch, classes)."""
    rows = jnp.arange(len(labels))
    return softmax(logits).at[rows, labels].add(-1.0) / len(labels)


batched_loss = jax.jit(jax.vmap(cross_entropy))
batched_grad = jax.jit(jax.vmap(cross_entropy_grad))
