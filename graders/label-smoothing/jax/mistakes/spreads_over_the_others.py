"""You spread `ε` over the wrong classes alone, `ε / (K - 1)` each, and leave `1 - ε` to the right one. Here
all `K` classes get `ε / K`, the right one too.

zh: 你只把 `ε` 分给错误的类别，每个 `ε / (K - 1)`，正确类别只留 `1 - ε`。这里全部 `K` 个类别都得到 `ε / K`，包括正确类别。

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
    others = (log_p.sum(axis=1) - right[:, 0]) / (
        logits.shape[1] - 1
    )
    rows = -(1 - smoothing) * right[:, 0] - smoothing * others
    return jnp.sum(rows * keep) / jnp.maximum(keep.sum(), 1)
