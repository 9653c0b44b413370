"""Parameters as one long vector, so that no tree is walked; the whole training compiled."""

from functools import partial

import jax
import jax.numpy as jnp
from jax.flatten_util import ravel_pytree


@jax.jit
def momentum_average(start, xs, decay):
    def step(h, x):
        return (new := x + decay * (h - x)), new

    return jax.lax.scan(step, start, xs, unroll=2)


@partial(jax.jit, static_argnums=0)
def train(loss, params, x, y, lr, momentum):
    theta, rebuild = ravel_pytree(params)

    def step(carry, batch):
        theta, velocity = carry
        value, grads = jax.value_and_grad(lambda flat: loss(rebuild(flat), *batch))(theta)
        velocity = momentum * velocity + grads
        return (theta - lr * velocity, velocity), value

    (theta, _), losses = jax.lax.scan(step, (theta, jnp.zeros_like(theta)), (x, y))
    return rebuild(theta), losses
