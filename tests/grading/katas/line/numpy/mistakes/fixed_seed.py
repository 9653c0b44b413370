"""The generator that was handed in is not used.

zh: 没有使用传入的随机数生成器。

Caught by: drawing
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
        w = w - lr * 2 * x.T @ error / len(y)
    return w, losses


def draw(rng, n):
    return np.random.default_rng(0).normal(size=n)
