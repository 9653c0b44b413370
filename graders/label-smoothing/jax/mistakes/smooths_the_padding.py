"""Ignored rows are left out of the first term but not of the smoothing term, so padding still pulls at the
loss. Mask the whole row's loss.

zh: 被忽略的行只从第一项里去掉了，平滑项里还在，于是填充仍在影响损失。应对整行的损失加掩码。

Caught by: ignored rows
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
    rows = -(1 - smoothing) * right[:, 0] * keep - smoothing * uniform
    return jnp.sum(rows) / jnp.maximum(keep.sum(), 1)
