"""Random keys handed out so that none is used twice, in JAX."""

import jax
import jax.numpy as jnp


def init(key, sizes):
    """Return [{"w": (m, n), "b": (n,)}, ...] for neighbours.

    w: normal, standard deviation 1 / sqrt(m); b: zeros.
    """
    # TODO: one key for each layer
    return [
        {"w": jnp.zeros((m, n)), "b": jnp.zeros(n)}
        for m, n in zip(sizes[:-1], sizes[1:], strict=True)
    ]


def step_keys(key, step, layers):
    """Return the keys of `layers` layers in step `step`.

    Different for all layers and steps; from key, step and
    layers alone. step may be traced.
    """
    # TODO: which function makes a key of a key and a number?
    return [key] * layers


def walk(key, start, steps):
    """Return the positions of a random walk: (steps, d).

    start: (d,). Each step adds standard normal numbers.
    """
    # TODO: new numbers in each step
    return jnp.zeros((steps, *start.shape))
