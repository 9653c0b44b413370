"""The rate is a static argument, so its value is part of the program: every new rate is traced and compiled
anew. Pass it as an ordinary argument; then it is traced.

zh: 学习率是静态参数，它的值成了程序的一部分：每个新的学习率都要重新追踪、编译。请把它作为普通参数传入，这样它会被追踪。

Caught by: one trace for all steps
"""

from functools import partial

import jax
import jax.numpy as jnp


@partial(jax.jit, static_argnames=("loss", "rate"))
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
        scores.append(compiled(padded, jnp.arange(bucket) < length))
    return jnp.stack(scores)
