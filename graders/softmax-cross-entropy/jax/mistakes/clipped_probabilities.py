"""You take the logarithm of probabilities held above a small number. A right class whose probability lies
below it costs a constant, about 27.6 instead of thousands, and there autograd gets no gradient. Compute log
p from the logits: logit - max - log(sum(exp(logits - max))).

zh: 你先把概率限制在一个很小的数之上再取对数。若正确类别的概率低于这个数，损失就变成常数：约 27.6，而不是几千，自动微分在那里也得不到梯度。应从 logits 直接计算 log p：logit - max - log(sum(exp(logits - max)))。

Caught by: extreme logits
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
    p = jnp.clip(softmax(logits), 1e-12, 1.0)
    return -jnp.log(jnp.take_along_axis(p, labels[:, None], axis=1)).mean()


def cross_entropy_grad(logits, labels):
    """Return d cross_entropy / d logits = (p - one_hot) / batch: (batch, classes)."""
    rows = jnp.arange(len(labels))
    return softmax(logits).at[rows, labels].add(-1.0) / len(labels)


batched_loss = jax.jit(jax.vmap(cross_entropy))
batched_grad = jax.jit(jax.vmap(cross_entropy_grad))
