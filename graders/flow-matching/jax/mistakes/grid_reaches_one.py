"""Your grid has `steps` points from 0 to 1 **inclusive**, as `linspace(0, 1, steps)` gives them, so its
strides are longer than a step. The last time is `(steps-1) / steps`.

zh: 你的网格是从 0 到 1 **含两端**的 `steps` 个点，即 `linspace(0, 1, steps)`，间距比一步要长。最后一个时间应是 `(steps-1) / steps`。

Caught by: several steps
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
        t = jnp.full(len(x), k / max(steps - 1, 1), dtype=x.dtype)
        return x + predict(x, t) / steps

    return jax.lax.fori_loop(0, steps, body, x)
