"""The backward pass step by step, each line the reverse of one line of the forward pass."""

import numpy as np


def affine(x, mean, var, weight, bias, eps):
    scale = weight / np.sqrt(var + eps)
    return x * scale + (bias - mean * scale) if np.abs(mean).max() < 1e3 else (x - mean) * scale + bias


def batch_norm(x, weight, bias, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    if not training:
        return affine(x, running_mean, running_var, weight, bias, eps), running_mean.copy(), running_var.copy()
    mean = x.mean(0)
    y = affine(x, mean, np.mean((x - mean) ** 2, axis=0), weight, bias, eps)
    new_mean = running_mean + momentum * (mean - running_mean)
    new_var = running_var + momentum * (np.var(x, axis=0, ddof=1) - running_var)
    return y, new_mean, new_var


def batch_norm_backward(dy, x, weight, eps=1e-5):
    rows = x.shape[0]
    deviation = x - x.mean(0)
    root = np.sqrt(np.mean(deviation**2, axis=0) + eps)
    dn = dy * weight
    dvar = -0.5 * np.einsum("bf,bf->f", dn, deviation) / root**3
    ddeviation = dn / root + 2 * deviation * dvar / rows
    dx = ddeviation - ddeviation.sum(0) / rows
    return dx, np.einsum("bf,bf->f", dy, deviation / root), np.ones(rows) @ dy
