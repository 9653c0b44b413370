"""A loss to train with, and a count of how often a training runs it in Python."""

import jax.numpy as jnp


def loss(params, x, y):
    """Return the mean squared error of one small layer: a scalar."""
    outputs = jnp.tanh(x @ params["w"]) + params["b"]
    return jnp.mean((outputs - y) ** 2)


def calls_of_loss(train, *args):
    """Return how often `train` runs the loss in Python."""
    count = []

    def counted(*values):
        count.append(None)
        return loss(*values)

    train(counted, *args)
    return len(count)
