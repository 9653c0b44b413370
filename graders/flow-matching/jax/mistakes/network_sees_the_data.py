"""You let the network guess from `x1` instead of `xₜ`. At sampling time there is no `x1`, only the point on
the way.

zh: 你让网络从 `x1` 而不是 `xₜ` 来猜。采样时没有 `x1`，只有途中的点。

Caught by: the loss
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
    return jnp.mean((predict(x1, t) - velocity) ** 2)


def sample(predict, x, steps):
    """Return where the velocity carries x from t = 0 to 1: (batch, ...)."""

    def body(k, x):
        t = jnp.full(len(x), k / steps, dtype=x.dtype)
        return x + predict(x, t) / steps

    return jax.lax.fori_loop(0, steps, body, x)
