"""Compiled once for all steps, once for each bucket, in JAX."""

import jax
import jax.numpy as jnp


def train(loss, w, x, y, rates):
    """Return w after a step of descent for each rate.

    loss(w, x, y) -> (). w: (d,), x: (n, d), y: (n,).
    rates: a list of floats. The step is traced once, over
    all rates and all calls with this loss.
    """
    # TODO: where does jax.jit stand, and what is static?
    return w


def evaluate(score, sequences):
    """Return the score of each sequence: (k,).

    score(x, mask) -> (); x: (bucket, d), mask: (bucket,).
    sequences: a list of arrays (length, d).
    Bucket: the smallest power of two >= length.
    """
    # TODO: pad, mask, and compile score
    return jnp.zeros(len(sequences))
