"""`t` has shape `(batch,)` and is broadcast along the **last** axis: with as many rows as columns nothing
complains, and each column goes by another row's time.

zh: `t` 的形状是 `(batch,)`，被沿**最后**一个轴广播：行数与列数相同时不会报错，而每一列用的却是别的行的时间。

Caught by: the path
"""

import jax
import jax.numpy as jnp


def path(x0, x1, t):
    """Return the points at each row's own time, and their velocity: the shape of x0, (batch, ...)."""
    s = t
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

    return jax.lax.fori_loop(0, steps, body, x)
