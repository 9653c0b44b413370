"""You make a generator or key of your own from a fixed seed: every epoch has the same order, and the
caller's seed means nothing.

zh: 你用固定的种子自己造了生成器或键：每一轮顺序都相同，调用者的种子毫无意义。

Caught by: the caller's randomness
"""

import jax
import jax.numpy as jnp


def epoch(arrays, batch_size, key, shuffle, drop_last):
    """Return the batches of one epoch, tuples of pieces."""
    n = len(arrays[0])
    key = jax.random.key(0)
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
