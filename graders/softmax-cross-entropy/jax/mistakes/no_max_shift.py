"""You exponentiate the logits as they are. exp overflows to inf above 88 in float32 (709 in float64), and
inf / inf is nan; far below zero every exp is 0, and 0 / 0 is nan too. Subtract each row's largest logit
first: the softmax stays the same, and the largest exp is exp(0) = 1.

zh: 你直接对 logits 取 exp。大于 88（float32；float64 为 709）时 exp 上溢为 inf，inf / inf 得 nan；整行都远小于零时 exp 全为 0，0 / 0 也得 nan。先减去每一行的最大值：softmax 不变，而最大的 exp 是 exp(0) = 1。

Caught by: extreme logits
Question: numerics-shift-the-softmax
"""

import jax
import jax.numpy as jnp


def log_softmax(logits):
    """Return the logarithm of `softmax(logits)`."""
    return logits - jnp.log(jnp.exp(logits).sum(axis=1, keepdims=True))


def softmax(logits):
    """Return the probabilities of each row's classes: (batch, classes)."""
    weights = jnp.exp(logits)
    return weights / weights.sum(axis=1, keepdims=True)


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
