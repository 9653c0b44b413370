"""Written for one example and one logit, then mapped over the batch; the step is jitted inside train."""

import jax
import jax.numpy as jnp
from jax.flatten_util import ravel_pytree


def init_params(key, sizes):
    params = []
    for m, n in zip(sizes, sizes[1:]):
        key, k = jax.random.split(key)
        bound = (6 / m) ** 0.5  # U(-a, a) has variance a² / 3
        params.append((jax.random.uniform(k, (m, n), minval=-bound, maxval=bound), jnp.zeros((n,))))
    return params


def logit(params, x):
    """x: (features,). Return one logit."""
    (W, b), *rest = params
    z = jnp.einsum("i,io->o", x, W) + b
    return logit(rest, jax.nn.relu(z)) if rest else z[0]


def forward(params, x):
    return jax.vmap(logit, in_axes=(None, 0))(params, x)[:, None]


def loss(params, x, y):
    def of_one(x, y):
        z = logit(params, x)
        return -(y * jax.nn.log_sigmoid(z) + (1 - y) * jax.nn.log_sigmoid(-z))

    return jax.vmap(of_one)(x, y).mean()


def train(params, x, y, lr, steps):
    flat, unravel = ravel_pytree(params)  # all parameters as one vector

    @jax.jit
    def step(flat):
        value, slope = jax.value_and_grad(lambda flat: loss(unravel(flat), x, y))(flat)
        return flat - lr * slope, value

    losses = []
    for _ in range(steps):
        flat, value = step(flat)
        losses.append(float(value))  # waits for the device; right, and slower on a GPU
    return unravel(flat), losses
