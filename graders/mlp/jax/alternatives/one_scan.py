"""The whole training as one compiled program: lax.scan carries the parameters and stacks the losses."""

from functools import partial

import jax
import jax.numpy as jnp
from jax import lax


def init_params(key, sizes):
    he = jax.nn.initializers.he_normal()
    keys = jax.random.split(key, len(sizes) - 1)
    return [(he(k, (m, n)), jnp.zeros(n)) for k, m, n in zip(keys, sizes, sizes[1:])]


@jax.jit
def forward(params, x):
    for W, b in params[:-1]:
        x = jnp.maximum(x @ W + b, 0)
    W, b = params[-1]
    return x @ W + b


def loss(params, x, y):
    z = forward(params, x).squeeze(-1)
    return jnp.logaddexp(0, jnp.where(y == 1, -z, z)).mean()


@partial(jax.jit, static_argnames="steps")  # scan's length must be known when it is traced
def train(params, x, y, lr, steps):
    def step(params, _):
        value, grads = jax.value_and_grad(loss)(params, x, y)
        return jax.tree.map(lambda p, g: p - lr * g, params, grads), value

    return lax.scan(step, params, length=steps)
