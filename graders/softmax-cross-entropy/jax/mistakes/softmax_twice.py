"""The loss is computed from probabilities as if they were logits, so softmax is applied twice.
Probabilities differ by at most 1, so the second softmax is nearly flat: the loss can no longer come near 0,
however sure the model is. Start from the logits.

zh: 你把概率当作 logits 来计算损失，softmax 因此做了两次。概率之间最多相差 1，第二次 softmax 几乎是平的：无论模型多么确定，损失都无法接近 0。应当从 logits 出发计算。

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
    log_p = jnp.take_along_axis(log_softmax(softmax(logits)), labels[:, None], axis=1)  # (batch, 1)
    return -log_p.mean()


def cross_entropy_grad(logits, labels):
    """Return d cross_entropy / d logits = (p - one_hot) / batch: (batch, classes)."""
    rows = jnp.arange(len(labels))
    return softmax(logits).at[rows, labels].add(-1.0) / len(labels)


batched_loss = jax.jit(jax.vmap(cross_entropy))
batched_grad = jax.jit(jax.vmap(cross_entropy_grad))
