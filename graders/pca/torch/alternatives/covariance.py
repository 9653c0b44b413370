"""By the eigenvectors of the covariance."""

import torch


def spectrum(x):
    values, vectors = torch.linalg.eigh(torch.cov(x.T))  # ascending
    return values.flip(0), vectors.flip(1)


def fit(x, k):
    values, vectors = spectrum(x)
    return x.sum(0) / len(x), vectors[:, :k].mT, values[:k]


def transform(x, mean, components):
    return torch.einsum("nd,kd->nk", x - mean, components)


def inverse_transform(z, mean, components):
    return torch.addmm(mean, z, components)


def whiten(x, mean, components, variances):
    return torch.einsum("nd,kd->nk", x - mean, components / variances.sqrt().unsqueeze(1))


def explained_ratio(x, k):
    values, _ = spectrum(x)
    return values[:k] / values.sum()
