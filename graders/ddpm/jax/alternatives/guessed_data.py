"""The step guesses the data first, then weighs it against x; the table of variances begins with a zero."""

import jax
import jax.numpy as jnp


def schedule(steps, first, last):
    betas = first + (last - first) * jnp.arange(steps) / (steps - 1)
    return betas, jnp.cumprod(1 - betas)


def add_noise(x0, t, noise, alpha_bars):
    a = jnp.expand_dims(alpha_bars[t], range(1, x0.ndim))
    return a**0.5 * x0 + (1 - a) ** 0.5 * noise


def loss(predict, x0, t, noise, alpha_bars):
    error = predict(add_noise(x0, t, noise, alpha_bars), t) - noise
    return jnp.vdot(error, error) / error.size


def step(x, t, predicted, noise, betas, alpha_bars):
    beta, bar = betas[t], alpha_bars[t]
    before = bar / (1 - beta)
    x0 = (x - (1 - bar) ** 0.5 * predicted) / bar**0.5
    mean = (before**0.5 * beta * x0 + (1 - beta) ** 0.5 * (1 - before) * x) / (1 - bar)
    return mean + (betas.at[0].set(0.0) ** 0.5)[t] * noise


def sample(predict, x, noises, betas, alpha_bars):
    def body(i, x):
        t = len(betas) - 1 - i
        return step(x, t, predict(x, jnp.repeat(t, len(x))), noises[t], betas, alpha_bars)

    return jax.lax.fori_loop(0, len(betas), body, x)
