"""The step goes up the gradient. Subtract it.

zh: 这一步沿梯度上升了，应当减去梯度。

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
        w = w + lr * 2 * x.T @ error / len(y)
    return w, losses


def draw(rng, n):
    return rng.normal(size=n)
