"""By the eigenvectors of the covariance."""

from functools import partial

import jax
import jax.numpy as jnp


def spectrum(x):
    values, vectors = jnp.linalg.eigh(jnp.cov(x, rowvar=False))  # ascending
    return values[::-1], vectors[:, ::-1]


@partial(jax.jit, static_argnums=1)
def fit(x, k):
    values, vectors = spectrum(x)
    return x.mean(0), vectors[:, :k].T, values[:k]


def transform(x, mean, components):
    return jnp.einsum("nd,kd->nk", x - mean, components)


def inverse_transform(z, mean, components):
    return mean + jnp.einsum("nk,kd->nd", z, components)


def whiten(x, mean, components, variances):
    return (x - mean) @ (components / variances[:, None] ** 0.5).T


def explained_ratio(x, k):
    values, _ = spectrum(x)
    return values[:k] / values.sum()
