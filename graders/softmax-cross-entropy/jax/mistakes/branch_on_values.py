"""A Python `if` asks for the value of a logit. Under jit it is a tracer without a value, and JAX raises
TracerBoolConversionError; under vmap there is one value per batch. Subtracting the maximum never hurts: do
it always, or choose between arrays with jnp.where.

zh: Python 的 `if` 需要 logit 的具体数值。在 jit 之下它是没有数值的追踪器（tracer），JAX 会抛出 TracerBoolConversionError；在 vmap 之下每个批量各有一个值。减去最大值总是无害的：始终这样做，或者用 jnp.where 在数组之间选择。

Caught by: under jit and vmap
"""

import jax
import jax.numpy as jnp


def log_softmax(logits):
    """Return the logarithm of `softmax(logits)`, never taking the logarithm of a vanishing number."""
    if jnp.abs(logits).max() > 50:
        logits = logits - logits.max(axis=1, keepdims=True)
    return logits - jnp.log(jnp.exp(logits).sum(axis=1, keepdims=True))


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
