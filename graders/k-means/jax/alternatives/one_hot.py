"""Labels as a one-hot matrix; the draw by inverting the cumulative weights."""

import jax
import jax.numpy as jnp


def assign(x, centres):
    return jnp.argmin(jnp.linalg.norm(x[:, None] - centres[None], axis=2), axis=1)


def update(x, labels, centres):
    one_hot = jax.nn.one_hot(labels, len(centres), dtype=x.dtype)  # (n, k)
    sizes = one_hot.sum(0)[:, None]
    return jnp.where(sizes > 0, one_hot.T @ x, centres) / jnp.maximum(sizes, 1)


def inertia(x, labels, centres):
    return jnp.sum(jnp.linalg.norm(x - jnp.take(centres, labels, axis=0), axis=1) ** 2)


def kmeans(x, centres, steps):
    body = lambda _, centres: update(x, assign(x, centres), centres)
    centres = jax.lax.fori_loop(0, steps, body, centres)
    return centres, assign(x, centres)


@jax.jit
def next_centre(x, centres, rng):
    weights = jnp.square(x[:, None] - centres).sum(-1).min(1)
    cumulative = jnp.cumsum(weights)
    return jnp.searchsorted(cumulative, jax.random.uniform(rng, dtype=x.dtype) * cumulative[-1], side="right")
