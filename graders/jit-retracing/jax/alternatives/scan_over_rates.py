"""All steps as one scan over the rates; padding in NumPy, on the host, before anything is compiled."""

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np


@partial(jax.jit, static_argnums=0)
def descend(loss, w, x, y, rates):
    def step(w, rate):
        return w - rate * jax.grad(loss)(w, x, y), None

    return jax.lax.scan(step, w, rates)[0]


def train(loss, w, x, y, rates):
    return descend(loss, w, x, y, jnp.array(rates, w.dtype))


def evaluate(score, sequences):
    score = jax.jit(score)
    results = np.zeros(len(sequences))
    for i, x in enumerate(map(np.asarray, sequences)):
        bucket = 2 ** int(np.ceil(np.log2(len(x))))
        padded = np.concatenate([x, np.zeros((bucket - len(x), x.shape[1]), x.dtype)])
        results[i] = score(padded, np.arange(bucket) < len(x))
    return jnp.asarray(results)
