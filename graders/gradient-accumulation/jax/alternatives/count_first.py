"""The rows that count are counted beforehand; values and gradients are added as one tree."""

from functools import reduce

import jax
import jax.numpy as jnp


def share(params, chunk, count):
    x, y, mask = chunk
    error = jnp.where(mask, x @ params[0] + params[1] - y, 0.0)
    return jnp.vdot(error, error) / count


def accumulate(params, chunks):
    count = jnp.maximum(sum(jnp.sum(mask) for _, _, mask in chunks), 1)
    parts = [jax.value_and_grad(share)(params, chunk, count) for chunk in chunks]
    return reduce(lambda a, b: jax.tree.map(jnp.add, a, b), parts)
