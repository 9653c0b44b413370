"""The order is that of random numbers; the arrays are put in order once and sliced."""

import jax
import jax.numpy as jnp


def epoch(arrays, batch_size, key, shuffle, drop_last):
    n = arrays[0].shape[0]
    if shuffle:
        order = jnp.argsort(jax.random.bits(key, (n,)))
        arrays = [jnp.take(a, order, axis=0) for a in arrays]
    count = n // batch_size if drop_last else -(-n // batch_size)
    return [tuple(a[i * batch_size : (i + 1) * batch_size] for a in arrays) for i in range(count)]
