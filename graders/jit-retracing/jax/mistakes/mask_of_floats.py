"""Your mask holds ones and zeros as floats. In a product it works, but `jnp.where`, indexing and `~mask` need
booleans, and the task promises the score a boolean mask: `jnp.arange(bucket) < length`.

zh: 你的掩码是浮点数的 1 和 0。用在乘法里没有问题，但 `jnp.where`、索引和 `~mask` 需要布尔值，而题目承诺给 score 的是布尔掩码：`jnp.arange(bucket) < length`。

Caught by: contract
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
        bucket = 1 << (length - 1).bit_length()
        padded = jnp.pad(x, ((0, bucket - length), (0, 0)))  # (bucket, d)
        scores.append(compiled(padded, (jnp.arange(bucket) < length).astype(float)))
    return jnp.stack(scores)
