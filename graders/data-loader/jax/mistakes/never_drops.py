"""You do not look at `drop_last`: the last batch comes even if it is not full.

zh: 你没有理会 `drop_last`：最后一批没满也照样出现。

Caught by: drop_last
"""

import jax
import jax.numpy as jnp


def epoch(arrays, batch_size, key, shuffle, drop_last):
    """Return the batches of one epoch, tuples of pieces."""
    n = len(arrays[0])
    if shuffle:
        order = jax.random.permutation(key, n)
    else:
        order = jnp.arange(n)
    batches = []
    for start in range(0, len(order), batch_size):
        rows = order[start : start + batch_size]
        batches.append(tuple(array[rows] for array in arrays))
    return batches
