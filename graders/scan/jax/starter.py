"""A recurrence and a training, each as one scan, in JAX."""

import jax
import jax.numpy as jnp


def momentum_average(start, xs, decay):
    """Return (last, all) of the running average.

    start: (d,), xs: (t, d), decay: ().
    last: (d,), all: (t, d).
    """
    # TODO: jax.lax.scan; what is carried, what is collected?
    return start, jnp.zeros_like(xs)


def train(loss, params, x, y, lr, momentum):
    """Return (params, losses) after one step for each batch.

    loss(params, x, y) -> (), of one batch.
    params: any pytree; x: (t, n, d), y: (t, n).
    losses: (t,), each before its batch's step.
    """
    # TODO: carry the parameters and the velocity
    return params, jnp.zeros(x.shape[0])
