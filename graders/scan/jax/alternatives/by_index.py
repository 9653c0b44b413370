"""The scan runs over step numbers and looks its batch up; losses are written into an array that is carried."""

import jax
import jax.numpy as jnp
from jax import lax


def momentum_average(start, xs, decay):
    def step(carry, k):
        h, every = carry
        h = h + (1 - decay) * (lax.dynamic_index_in_dim(xs, k, keepdims=False) - h)
        return (h, every.at[k].set(h)), None

    return lax.scan(step, (start, jnp.zeros_like(xs)), jnp.arange(len(xs)))[0]


def train(loss, params, x, y, lr, momentum):
    def step(carry, k):
        params, velocity, losses = carry
        value, grads = jax.value_and_grad(loss)(params, x[k], y[k])
        velocity = jax.tree.map(lambda v, g: momentum * v + g, velocity, grads)
        params = jax.tree.map(lambda p, v: p - lr * v, params, velocity)
        return (params, velocity, losses.at[k].set(value)), None

    zeros = jax.tree.map(jnp.zeros_like, params)
    start = params, zeros, jnp.zeros(len(x), x.dtype)
    (params, _, losses), _ = lax.scan(step, start, jnp.arange(len(x)))
    return params, losses
