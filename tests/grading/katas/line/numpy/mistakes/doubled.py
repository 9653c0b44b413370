"""The result is twice too large.

zh: 结果大了一倍。

Caught by: values
"""

import numpy as np


def forward(w, x):
    return 2 * (x @ w)


def train(w, x, y, lr, steps):
    w = w.copy()
    losses = []
    for _ in range(steps):
        error = forward(w, x) - y
        losses.append(float(np.mean(error**2)))
        w = w - lr * 2 * x.T @ error / len(y)
    return w, losses


def draw(rng, n):
    return rng.normal(size=n)
