"""The whole training as one compiled lax.scan; the losses come back stacked."""

from functools import partial

import jax
import jax.numpy as jnp


def closed_form(x, y):
    theta = jnp.linalg.pinv(jnp.hstack([x, jnp.ones_like(x[:, :1])])) @ y
    return theta[:-1], theta[-1]


def loss(params, x, y):
    w, b = params
    return jnp.square(jnp.dot(x, w) + b - y).mean()


@partial(jax.jit, static_argnames="steps")
def train(params, x, y, lr, steps):
    def step(params, _):
        value, (dw, db) = jax.value_and_grad(loss)(params, x, y)
        return (params[0] - lr * dw, params[1] - lr * db), value

    return jax.lax.scan(step, tuple(params), length=steps)
