"""You take the logarithm of probabilities that underflow to 0. The log-probability is exact if it comes
from the logits: `z - logsumexp(z)`.

zh: 你对下溢为 0 的概率取对数。对数概率应直接由 logits 得到才准确：`z - logsumexp(z)`。

Caught by: extreme logits
"""

import jax
import jax.numpy as jnp


def loss(logits, labels, smoothing, ignore_index):
    """Return the mean over the rows that are kept."""
    keep = labels != ignore_index  # (rows,)
    safe = jnp.where(keep, labels, 0)  # an index in any case
    log_p = jnp.log(jax.nn.softmax(logits, axis=1))
    right = jnp.take_along_axis(log_p, safe[:, None], axis=1)
    uniform = log_p.mean(axis=1)
    rows = -(1 - smoothing) * right[:, 0] - smoothing * uniform
    return jnp.sum(rows * keep) / jnp.maximum(keep.sum(), 1)
