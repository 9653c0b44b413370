"""You divide by `√ᾱₜ`, which would go back to the data at once. One step divides by its own `√αₜ`.

zh: 你除以了 `√ᾱₜ`，那是一步回到数据。一步只除以自己的 `√αₜ`。

Caught by: one step back
"""

import jax.numpy as jnp


def schedule(steps, first, last):
    """Return betas, from first to last, and the products of 1 - beta: (steps,) each."""
    betas = jnp.linspace(first, last, steps)
    return betas, jnp.cumprod(1 - betas)


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
    mean = (x - betas[t] / jnp.sqrt(1 - alpha_bars[t]) * predicted) / jnp.sqrt(alpha_bars[t])
    sigma = jnp.where(t > 0, jnp.sqrt(betas[t]), 0.0)
    return mean + sigma * noise


def sample(predict, x, noises, betas, alpha_bars):
    """Return what all steps make of x: (batch, ...); noises: (steps, batch, ...)."""
    for t in reversed(range(len(betas))):
        predicted = predict(x, jnp.full(len(x), t))
        x = step(x, t, predicted, noises[t], betas, alpha_bars)
    return x
