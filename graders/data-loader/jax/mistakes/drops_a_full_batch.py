"""You drop the last batch even if it is full. Where the batch size divides the number of examples, nothing
is left over.

zh: 最后一批是满的，你也丢掉了它。批量大小能整除样本数时，什么也不该丢。

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
    if drop_last:
        order = order[: (n - 1) // batch_size * batch_size]
    batches = []
    for start in range(0, len(order), batch_size):
        rows = order[start : start + batch_size]
        batches.append(tuple(array[rows] for array in arrays))
    return batches
