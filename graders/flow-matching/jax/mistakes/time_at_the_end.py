"""Each step uses the time at its **end**, `(k + 1) / steps`. Euler's method takes point and time from the
beginning of the step.

zh: 每一步用的是**终点**的时间 `(k + 1) / steps`。欧拉法的点和时间都取自这一步的起点。

Caught by: one step
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
        t = jnp.full(len(x), (k + 1) / steps, dtype=x.dtype)
        return x + predict(x, t) / steps

    return jax.lax.fori_loop(0, steps, body, x)
