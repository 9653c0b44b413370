"""Compiled once for all steps, and once for each bucket of lengths."""

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
        scores.append(compiled(padded, jnp.arange(bucket) < length))
    return jnp.stack(scores)
