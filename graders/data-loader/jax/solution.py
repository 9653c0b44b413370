"""A data loader: a permutation of indices, cut up."""

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
        order = order[: n - n % batch_size]
    batches = []
    for start in range(0, len(order), batch_size):
        rows = order[start : start + batch_size]
        batches.append(tuple(array[rows] for array in arrays))
    return batches
