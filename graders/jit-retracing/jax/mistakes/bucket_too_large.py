"""A length that is a power of two goes into the next larger bucket: 4 rows become 8. The bucket of n is 2
to the bit length of n - 1, not of n.

zh: 长度正好是 2 的幂时进入了更大的桶：4 行变成 8 行。n 的桶是 2 的 (n - 1 的位长) 次幂，而不是 n 的位长次幂。

Caught by: one trace for each bucket
"""

from functools import partial

import jax
import jax.numpy as jnp


@partial(jax.jit, static_argnames="loss")
def step(loss, w, x, y, rate):
    """Return w after one step. The rate is traced: its value is no part of the program."""
    return w - rate * jax.grad(loss)(w, x, y)


def train(loss, w, x, y, rates):
    """Return w after a step for each rate."""
    for rate in rates:
        w = step(loss, w, x, y, rate)
    return w


def evaluate(score, sequences):
    """Return the score of each sequence, padded to a power of two so that few programs serve all."""
    compiled = jax.jit(score)
    scores = []
    for x in sequences:
        length = x.shape[0]
        bucket = 1 << length.bit_length()
        padded = jnp.pad(x, ((0, bucket - length), (0, 0)))  # (bucket, d)
        scores.append(compiled(padded, jnp.arange(bucket) < length))
    return jnp.stack(scores)
