"""Functions to differentiate, compiled so that few programs are made, and a count of the calls of one."""

import jax
import jax.numpy as jnp


@jax.jit
def loss(params, x, y):
    """Return the mean squared error of a small network, and its outputs."""
    hidden = jnp.tanh(x @ params["hidden"])
    outputs = hidden @ params["out"]["w"] + params["out"]["b"]
    value = jnp.mean((outputs - y) ** 2)
    return value, {"outputs": outputs}


@jax.jit
def line_loss(params, x, y):
    """Return the sum of the absolute cubes of a line's errors, and those errors."""
    w, b = params
    errors = x @ w + b - y
    return jnp.sum(jnp.abs(errors) ** 3), [errors]


@jax.jit
def wave(t):
    """Return a function whose slope and curvature differ everywhere."""
    return t**3 * jnp.sin(t)


def calls_of_loss(step, params, x, y, lr):
    """Return how often `step` runs the loss that it is handed."""
    calls = []

    def counted(*args):
        calls.append(args)
        return loss(*args)

    step(counted, params, x, y, lr)
    return len(calls)
