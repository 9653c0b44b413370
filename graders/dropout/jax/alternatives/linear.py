"""For a given key dropout is linear in x, so the gradient is dropout of dy."""

from functools import partial

import jax
import jax.numpy as jnp


def factor(key, p, shape):
    kept = jax.random.uniform(key, shape) >= p
    return kept * (1 / (1 - p) if p < 1 else 0.0)


@partial(jax.jit, static_argnums=(1, 3))
def dropout(x, p, key, training=True):
    return (x * factor(key, p, x.shape)).astype(x.dtype) if training else x


@partial(jax.jit, static_argnums=2)
def dropout_backward(dy, x, p, key):
    return dropout(dy, p, key, True)
