"""The labels are turned into a NumPy array. That works on concrete arrays, but under jit and vmap they are
tracers that have no values yet, and JAX raises TracerArrayConversionError. Use jax.numpy for everything
that depends on an argument.

zh: 你把标签转换成了 NumPy 数组。对具体的数组这行得通，但在 jit 与 vmap 之下它们是追踪器（tracer），还没有数值，JAX 会抛出 TracerArrayConversionError。凡是依赖参数的计算都应使用 jax.numpy。

Caught by: under jit and vmap
"""

import jax
import jax.numpy as jnp
import numpy as np


def log_softmax(logits):
    """Return the logarithm of `softmax(logits)`, never taking the logarithm of a vanishing number."""
    shifted = logits - logits.max(axis=1, keepdims=True)  # (batch, classes), the largest of each row is 0
    return shifted - jnp.log(jnp.exp(shifted).sum(axis=1, keepdims=True))


def softmax(logits):
    """Return the probabilities of each row's classes: (batch, classes)."""
    return jnp.exp(log_softmax(logits))


def cross_entropy(logits, labels):
    """Return the mean over the batch of -log p[label], an array of shape ()."""
    log_p = jnp.take_along_axis(log_softmax(logits), np.asarray(labels)[:, None], axis=1)  # (batch, 1)
    return -log_p.mean()


def cross_entropy_grad(logits, labels):
    """Return d cross_entropy / d logits = (p - one_hot) / batch: (batch, classes)."""
    rows = jnp.arange(len(labels))
    return softmax(logits).at[rows, labels].add(-1.0) / len(labels)


batched_loss = jax.jit(jax.vmap(cross_entropy))
batched_grad = jax.jit(jax.vmap(cross_entropy_grad))
