"""You compile a function that `train` makes at each call. jit remembers by function object, so the second
training finds nothing and traces again. Define the step at the top of the file.

zh: 你编译的是 `train` 每次调用时新建的函数。jit 按函数对象来记忆，第二次训练什么也找不到，只好重新追踪。请把单步定义在文件的最外层。

Caught by: one trace for all steps
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
    compiled = jax.jit(lambda w, rate: w - rate * jax.grad(loss)(w, x, y))
    for rate in rates:
        w = compiled(w, rate)
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
