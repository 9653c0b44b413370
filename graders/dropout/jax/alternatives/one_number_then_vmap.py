"""A key for each number, and one number's formula under vmap."""

from functools import partial

import jax
import jax.numpy as jnp


def one(v, key, p):
    return jnp.where(jax.random.uniform(key) < p, 0.0, v / max(1 - p, 1e-30))


@partial(jax.jit, static_argnames=("p", "training"))
def dropout(x, p, key, training=True):
    if not training or p == 0:
        return x
    keys = jax.random.split(key, x.size)
    return jax.vmap(partial(one, p=p))(x.reshape(-1), keys).reshape(x.shape)


@partial(jax.jit, static_argnames=("p",))
def dropout_backward(dy, x, p, key):
    return jax.grad(lambda x: jnp.vdot(dy, dropout(x, p, key)))(x)
