"""You leave out the last batch whenever it is not full, asked for or not. Without `drop_last` it is just
shorter.

zh: 只要最后一批没满，不管有没有要求，你都丢掉它。没有 `drop_last` 时它只是短一些。

Caught by: in order
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
    if len(order) % batch_size:
        order = order[: n - n % batch_size]
    batches = []
    for start in range(0, len(order), batch_size):
        rows = order[start : start + batch_size]
        batches.append(tuple(array[rows] for array in arrays))
    return batches
