"""By the inner products of the examples, (n, n): cheap where there are many columns."""

import torch


def fit(x, k):
    mean = x.mean(0)
    centred = x - mean
    values, vectors = torch.linalg.eigh(centred @ centred.T)
    top = values.argsort(descending=True)[:k]
    components = vectors[:, top].T @ centred
    return mean, components / torch.linalg.vector_norm(components, dim=1, keepdim=True), values[top] / (len(x) - 1)


def transform(x, mean, components):
    return torch.nn.functional.linear(x - mean, components)


def inverse_transform(z, mean, components):
    return torch.nn.functional.linear(z, components.T, mean)


def whiten(x, mean, components, variances):
    return transform(x, mean, components).mul(variances.rsqrt())


def explained_ratio(x, k):
    centred = x - x.mean(0)
    return fit(x, k)[2] * (len(x) - 1) / centred.square().sum()
