"""You cut off the rest before you shuffle. Then it is always the last rows of the data that are dropped,
and no epoch ever sees them. Shuffle first.

zh: 你先截掉余数再打乱。于是丢掉的总是数据的最后几行，任何一轮都见不到它们。应先打乱。

Caught by: a permutation
"""

import jax
import jax.numpy as jnp


def epoch(arrays, batch_size, key, shuffle, drop_last):
    """Return the batches of one epoch, tuples of pieces."""
    n = len(arrays[0])
    if drop_last:
        n -= n % batch_size
    if shuffle:
        order = jax.random.permutation(key, n)
    else:
        order = jnp.arange(n)
    if drop_last:
        order = order[: n - n % batch_size]
    batches = []
    for start in range(0, len(order), batch_size):
        rows = order[start : start + batch_size]
        batches.append(tuple(array[rows] for array in arrays))
    return batches
