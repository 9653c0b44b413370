"""You leave the right class its whole weight of 1 and add the uniform part on top. The weights of the
target must sum to 1: take `ε` away from it first.

zh: 你让正确类别保留了全部的权重 1，又额外加上均匀部分。目标的权重之和必须为 1：先从它那里拿走 `ε`。

Caught by: smoothing
"""

import jax
import jax.numpy as jnp


def loss(logits, labels, smoothing, ignore_index):
    """Return the mean over the rows that are kept."""
    keep = labels != ignore_index  # (rows,)
    safe = jnp.where(keep, labels, 0)  # an index in any case
    log_p = jax.nn.log_softmax(logits, axis=1)
    right = jnp.take_along_axis(log_p, safe[:, None], axis=1)
    uniform = log_p.mean(axis=1)
    rows = -right[:, 0] - smoothing * uniform
    return jnp.sum(rows * keep) / jnp.maximum(keep.sum(), 1)
