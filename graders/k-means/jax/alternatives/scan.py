"""All rounds in one lax.scan; sums by .at[].add; the draw by categorical, from log-weights."""

import jax
import jax.numpy as jnp


def distances(x, centres):
    return jax.vmap(lambda point: jnp.sum(jnp.square(centres - point), axis=1))(x)


def assign(x, centres):
    return jnp.argmin(distances(x, centres), axis=1)


def update(x, labels, centres):
    sums = jnp.zeros_like(centres).at[labels].add(x)
    sizes = jnp.bincount(labels, length=len(centres))[:, None]
    return jnp.where(sizes == 0, centres, sums / jnp.where(sizes == 0, 1, sizes))


def inertia(x, labels, centres):
    return jnp.vdot(x - centres[labels], x - centres[labels])


def kmeans(x, centres, steps):
    def step(centres, _):
        return update(x, assign(x, centres), centres), None

    centres, _ = jax.lax.scan(step, centres, length=steps)
    return centres, assign(x, centres)


def next_centre(x, centres, rng):
    return jax.random.categorical(rng, jnp.log(distances(x, centres).min(1)))
