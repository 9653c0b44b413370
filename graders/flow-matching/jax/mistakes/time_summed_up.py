"""The time is carried in float32 and each step adds `1 / steps`. The rounding errors add up as well: after
1000 steps the time is off by 1e-5. Compute it from `k`.

zh: 时间作为 float32 的 carry 传递，每步加上 `1 / steps`。舍入误差也随之累加：1000 步之后时间偏差达 1e-5。应由 `k` 算出。

Caught by: the time grid
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

    def body(_, carry):
        t, x = carry
        return t + 1 / steps, x + predict(x, t) / steps

    return jax.lax.fori_loop(0, steps, body, (jnp.zeros(len(x), x.dtype), x))[1]
