"""A Python loop runs the network once for each step. Under `jit` it is unrolled: 1000 steps become a
program with 1000 networks.

zh: Python 循环在每一步都运行一次网络。在 `jit` 之下它会被展开：1000 步变成一个含 1000 个网络的程序。

Caught by: a program that does not grow
"""

import jax
import jax.numpy as jnp


def path(x0, x1, t):
    """Return the points at each row's own time, and their velocity: the shape of x0, (batch, ...)."""
    s = t.reshape(-1, *[1] * (x0.ndim - 1))  # (batch, 1, ...)
    return (1 - s) * x0 + s * x1, x1 - x0


def loss(predict, x0, x1, t):
    """Return the mean squared error of the guessed velocity: ()."""
    x, velocity = path(x0, x1, t)
    return jnp.mean((predict(x, t) - velocity) ** 2)


def sample(predict, x, steps):
    """Return where the velocity carries x from t = 0 to 1: (batch, ...)."""

    def body(k, x):
        t = jnp.full(len(x), k / steps, dtype=x.dtype)
        return x + predict(x, t) / steps

    for k in range(steps):
        x = body(k, x)
    return x
