"""You add the gradients up and do not average them. Divide by the number of rows.

zh: 梯度只求了和，没有取平均。请除以行数。

Caught by: training
"""

import numpy as np


def forward(w, x):
    return x @ w


def train(w, x, y, lr, steps):
    w = w.copy()
    losses = []
    for _ in range(steps):
        error = forward(w, x) - y
        losses.append(float(np.mean(error**2)))
        w = w - lr * 2 * x.T @ error
    return w, losses


def draw(rng, n):
    return rng.normal(size=n)
