"""You took `1 - Σβ` for the product of `1 - β`. The two agree only while all betas are tiny; with 1000
steps the sum exceeds 1 and the root of a negative number follows.

zh: 你用 `1 - Σβ` 代替了 `1 - β` 的乘积。只有所有 beta 都极小时两者才接近；走 1000 步时总和会超过 1，接着就要对负数开方。

Caught by: the schedule
"""

import jax.numpy as jnp


def schedule(steps, first, last):
    """Return betas, from first to last, and the products of 1 - beta: (steps,) each."""
    betas = jnp.linspace(first, last, steps)
    return betas, 1 - jnp.cumsum(betas)


def add_noise(x0, t, noise, alpha_bars):
    """Return x_t for each row's own t: the shape of x0, (batch, ...)."""
    a = alpha_bars[t].reshape(-1, *[1] * (x0.ndim - 1))  # (batch, 1, ...)
    return jnp.sqrt(a) * x0 + jnp.sqrt(1 - a) * noise


def loss(predict, x0, t, noise, alpha_bars):
    """Return the mean squared error of the guessed noise: ()."""
    predicted = predict(add_noise(x0, t, noise, alpha_bars), t)
    return jnp.mean((predicted - noise) ** 2)


def step(x, t, predicted, noise, betas, alpha_bars):
    """Return x one step earlier; t: one integer, perhaps traced."""
    mean = (x - betas[t] / jnp.sqrt(1 - alpha_bars[t]) * predicted) / jnp.sqrt(1 - betas[t])
    sigma = jnp.where(t > 0, jnp.sqrt(betas[t]), 0.0)
    return mean + sigma * noise


def sample(predict, x, noises, betas, alpha_bars):
    """Return what all steps make of x: (batch, ...); noises: (steps, batch, ...)."""
    for t in reversed(range(len(betas))):
        predicted = predict(x, jnp.full(len(x), t))
        x = step(x, t, predicted, noises[t], betas, alpha_bars)
    return x
