"""All steps in one scan over the times, and the noised batch by vmap over its rows."""

import jax
import jax.numpy as jnp


def schedule(steps, first, last):
    betas = jnp.linspace(first, last, steps)
    return betas, jnp.exp(jnp.cumsum(jnp.log1p(-betas)))


def add_noise(x0, t, noise, alpha_bars):
    def row(x, t, e):
        return jnp.sqrt(alpha_bars[t]) * x + jnp.sqrt(1 - alpha_bars[t]) * e

    return jax.vmap(row)(x0, t, noise)


def loss(predict, x0, t, noise, alpha_bars):
    return jnp.mean(jnp.square(noise - predict(add_noise(x0, t, noise, alpha_bars), t)))


def step(x, t, predicted, noise, betas, alpha_bars):
    beta = betas[t]
    mean = (x - beta * jax.lax.rsqrt(1 - alpha_bars[t]) * predicted) * jax.lax.rsqrt(1 - beta)
    return jnp.where(t == 0, mean, mean + jnp.sqrt(beta) * noise)


def sample(predict, x, noises, betas, alpha_bars):
    def body(x, inputs):
        t, noise = inputs
        return step(x, t, predict(x, jnp.full(len(x), t)), noise, betas, alpha_bars), None

    x, _ = jax.lax.scan(body, x, (jnp.arange(len(betas)), noises), reverse=True)
    return x
