"""By the eigenvectors of the covariance."""

import numpy as np


def spectrum(x):
    values, vectors = np.linalg.eigh(np.cov(x, rowvar=False))  # ascending
    return values[::-1], vectors[:, ::-1]


def fit(x, k):
    values, vectors = spectrum(x)
    return np.average(x, axis=0), vectors[:, :k].T, values[:k]


def transform(x, mean, components):
    return np.einsum("nd,kd->nk", x - mean, components)


def inverse_transform(z, mean, components):
    return mean + np.einsum("nk,kd->nd", z, components)


def whiten(x, mean, components, variances):
    return (x - mean) @ (components / variances[:, None] ** 0.5).T


def explained_ratio(x, k):
    values, _ = spectrum(x)
    return values[:k] / values.sum()
