"""Your velocity points from the data to the noise. `xₜ` moves by `x₁ - x₀` while `t` goes from 0 to 1.

zh: 你的速度是从数据指向噪声的。`t` 从 0 到 1 时，`xₜ` 移动了 `x₁ - x₀`。

Caught by: the path
"""

import jax
import jax.numpy as jnp


def path(x0, x1, t):
    """Return the points at each row's own time, and their velocity: the shape of x0, (batch, ...)."""
    s = t.reshape(-1, *[1] * (x0.ndim - 1))  # (batch, 1, ...)
    return (1 - s) * x0 + s * x1, x0 - x1


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
