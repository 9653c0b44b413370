"""By the inner products of the examples, (n, n): cheap where there are many columns."""

import numpy as np


def fit(x, k):
    mean = x.mean(0)
    centred = x - mean
    values, vectors = np.linalg.eigh(centred @ centred.T)
    values, vectors = np.flip(values)[:k], np.flip(vectors, axis=1)[:, :k]
    components = (centred.T @ vectors / np.sqrt(values)).T
    return mean, components, values / (len(x) - 1)


def transform(x, mean, components):
    return np.dot(x, components.T) - np.dot(components, mean)


def inverse_transform(z, mean, components):
    return np.dot(z, components) + mean


def whiten(x, mean, components, variances):
    return transform(x, mean, components) * variances**-0.5


def explained_ratio(x, k):
    centred = x - x.mean(0)
    return fit(x, k)[2] * (len(x) - 1) / np.sum(centred**2)
