"""The bias as one more weight, of a column of ones: a single vector theta, split at the end."""

import numpy as np


def augment(x):
    return np.hstack([x, np.ones((x.shape[0], 1))])  # (n, d + 1)


def closed_form(x, y):
    theta = np.linalg.pinv(augment(x)) @ y
    return theta[:-1], theta[-1]


def residual(params, x, y):
    return augment(x) @ np.append(*params) - y  # (n,)


def loss(params, x, y):
    r = residual(params, x, y)
    return float(r @ r) / r.size


def gradients(params, x, y):
    grad = 2 * residual(params, x, y) @ augment(x) / y.size  # (d + 1,)
    return grad[:-1], grad[-1]


def train(params, x, y, lr, steps):
    theta, a = np.append(*params), augment(x)
    losses = np.empty(steps)
    for i in range(steps):
        r = a @ theta - y
        losses[i] = np.mean(r**2)
        theta = theta - lr * 2 * (r @ a) / y.size
    return (theta[:-1], theta[-1]), losses
