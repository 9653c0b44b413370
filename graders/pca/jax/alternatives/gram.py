"""By the inner products of the examples, (n, n): cheap where there are many columns."""

import jax.numpy as jnp


def fit(x, k):
    mean = x.mean(0)
    centred = x - mean
    values, vectors = jnp.linalg.eigh(centred @ centred.T)
    values, vectors = jnp.flip(values)[:k], jnp.flip(vectors, axis=1)[:, :k]
    components = (centred.T @ vectors / jnp.sqrt(values)).T
    return mean, components, values / (len(x) - 1)


def transform(x, mean, components):
    return jnp.dot(x, components.T) - jnp.dot(components, mean)


def inverse_transform(z, mean, components):
    return jnp.dot(z, components) + mean


def whiten(x, mean, components, variances):
    return transform(x, mean, components) * variances**-0.5


def explained_ratio(x, k):
    centred = x - x.mean(0)
    return fit(x, k)[2] * (len(x) - 1) / jnp.sum(centred**2)
