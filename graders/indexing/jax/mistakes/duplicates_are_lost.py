""".at[ids].set(values) writes, and of equal ids only one is kept. Use .at[ids].add(values).

zh: .at[ids].set(values) 是写入，相同的 ids 只保留一个。应使用 .at[ids].add(values)。

Caught by: scatter-add
"""

import jax
import jax.numpy as jnp


def gather_rows(table, ids):
    """Return row ids[i, j] of the table, (v, d): (b, t, d)."""
    return table[ids]


def pick(scores, labels):
    """Return scores[i, labels[i]]: (n,)."""
    return scores[jnp.arange(len(labels)), labels]


def last_step(x, lengths):
    """Return the last step that counts, of x, (b, t, d): (b, d)."""
    return x[jnp.arange(len(x)), lengths - 1]


def reorder(x, order):
    """Return x[i, order[i, j]]: (b, t, d)."""
    return jnp.take_along_axis(x, order[..., None], axis=1)


def windows(x, size):
    """Return all stretches of `size` neighbours: (n - size + 1, size)."""
    starts = jnp.arange(len(x) - size + 1)
    return x[starts[:, None] + jnp.arange(size)]


def top_k(x, k):
    """Return where the k largest of each row are, largest first, the smaller index first among equals: (n, k)."""
    return jax.lax.top_k(x, k)[1]


def scatter_add(ids, values, size):
    """Return the sums of the rows of values, (n, d), with equal ids: (size, d)."""
    return jnp.zeros((size, values.shape[1]), values.dtype).at[ids].set(values)


def segment_mean(values, segments, count):
    """Return the mean of each segment's rows, 0 where it has none: (count, d)."""
    sizes = jnp.bincount(segments, length=count)
    return scatter_add(segments, values, count) / jnp.maximum(sizes, 1)[:, None]


def segment_max(values, segments, count):
    """Return the maximum of each segment's rows, -inf where it has none: (count, d)."""
    return jnp.full((count, values.shape[1]), -jnp.inf, values.dtype).at[segments].max(values)
