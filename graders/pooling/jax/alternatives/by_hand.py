"""The gradients by hand: each window's first largest place, and slices added up with .at[].add."""

from functools import partial

import jax
import jax.numpy as jnp


def parts(x, size, stride):
    rows, columns = (n - size + 1 for n in x.shape[2:])
    return [
        (slice(None), slice(None), slice(i, i + rows, stride), slice(j, j + columns, stride))
        for i in range(size)
        for j in range(size)
    ]


def stacked(x, size, stride):
    return jnp.stack([x[part] for part in parts(x, size, stride)])


@partial(jax.jit, static_argnames=("size", "stride"))
def max_pool(x, size, stride):
    return jnp.max(stacked(x, size, stride), axis=0)


@partial(jax.jit, static_argnames=("size", "stride"))
def avg_pool(x, size, stride):
    return jnp.mean(stacked(x, size, stride), axis=0)


@partial(jax.jit, static_argnames=("size", "stride"))
def max_pool_backward(dy, x, size, stride):
    first = stacked(x, size, stride).argmax(axis=0)
    dx = jnp.zeros_like(x)
    for place, part in enumerate(parts(x, size, stride)):
        dx = dx.at[part].add(jnp.where(first == place, dy, 0))
    return dx


@partial(jax.jit, static_argnames=("size", "stride"))
def avg_pool_backward(dy, x, size, stride):
    dx = jnp.zeros_like(x)
    for part in parts(x, size, stride):
        dx = dx.at[part].add(dy / size**2)
    return dx
