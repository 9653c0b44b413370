"""`logits[keep]` has as many rows as there are kept labels, a number that `jit` cannot know:
NonConcreteBooleanIndexError. Keep all rows and give the ignored ones the weight 0.

zh: `logits[keep]` 的行数等于保留的标签数，而 `jit` 无法知道这个数：NonConcreteBooleanIndexError。应保留所有行，给被忽略的行权重 0。

Caught by: as a compiled program
"""

import jax
import jax.numpy as jnp


def loss(logits, labels, smoothing, ignore_index):
    """Return the mean over the rows that are kept."""
    keep = labels != ignore_index  # (rows,)
    count = jnp.maximum(keep.sum(), 1)
    logits, safe = logits[keep], labels[keep]
    log_p = jax.nn.log_softmax(logits, axis=1)
    right = jnp.take_along_axis(log_p, safe[:, None], axis=1)
    uniform = log_p.mean(axis=1)
    rows = -(1 - smoothing) * right[:, 0] - smoothing * uniform
    return jnp.sum(rows) / count
