"""`alpha_bars[t]` has shape `(batch,)` and is broadcast along the **last** axis of `x0`: with as many rows
as columns nothing complains, and each column gets another row's step. Give it axes of length 1 at the
end.

zh: `alpha_bars[t]` 的形状是 `(batch,)`，被沿 `x0` 的**最后**一个轴广播：行数与列数相同时不会报错，而每一列用的却是别的行的步。请在末尾补上长度为 1 的轴。

Caught by: noise in one jump
"""

import jax.numpy as jnp


def schedule(steps, first, last):
    """Return betas, from first to last, and the products of 1 - beta: (steps,) each."""
    betas = jnp.linspace(first, last, steps)
    return betas, jnp.cumprod(1 - betas)


def add_noise(x0, t, noise, alpha_bars):
    """Return x_t for each row's own t: the shape of x0, (batch, ...)."""
    a = alpha_bars[t]
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
