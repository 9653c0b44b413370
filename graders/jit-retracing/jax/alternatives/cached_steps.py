"""A step made for each loss and remembered; buckets by doubling, rows of zeros appended."""

from functools import cache

import jax
import jax.numpy as jnp


@cache
def step_for(loss):
    slope = jax.grad(loss)
    return jax.jit(lambda w, x, y, rate: w - rate * slope(w, x, y))


def train(loss, w, x, y, rates):
    step = step_for(loss)
    for rate in rates:
        w = step(w, x, y, jnp.asarray(rate, w.dtype))
    return w


def evaluate(score, sequences):
    score = jax.jit(score)

    def one(x):
        bucket = 1
        while bucket < len(x):
            bucket *= 2
        padded = jnp.concatenate([x, jnp.zeros((bucket - len(x), x.shape[1]), x.dtype)])
        mask = jnp.arange(bucket) < len(x)
        return score(padded, mask)

    return jnp.array([one(x) for x in sequences])
