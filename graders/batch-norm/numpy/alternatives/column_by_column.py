"""One feature at a time; its dx by the Jacobian of the normalised column, a matrix over the batch."""

import numpy as np


def batch_norm(x, weight, bias, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    y = np.empty_like(x)
    new_mean, new_var = running_mean.copy(), running_var.copy()
    for k in range(x.shape[1]):
        mean, var = running_mean[k], running_var[k]
        if training:
            mean, var = np.mean(x[:, k]), np.var(x[:, k])
            new_mean[k] += momentum * (mean - new_mean[k])
            new_var[k] += momentum * (np.var(x[:, k], ddof=1) - new_var[k])
        y[:, k] = weight[k] * (x[:, k] - mean) / np.sqrt(var + eps) + bias[k]
    return y, new_mean, new_var


def batch_norm_backward(dy, x, weight, eps=1e-5):
    rows, features = x.shape
    dx, dweight = np.empty_like(x), np.empty(features)
    for k in range(features):
        std = np.sqrt(np.var(x[:, k]) + eps)
        n = (x[:, k] - np.mean(x[:, k])) / std
        jacobian = (np.eye(rows) - 1 / rows - np.outer(n, n) / rows) / std
        dx[:, k] = weight[k] * jacobian @ dy[:, k]
        dweight[k] = n @ dy[:, k]
    return dx, dweight, dy.sum(axis=0)
