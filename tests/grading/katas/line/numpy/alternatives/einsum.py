import numpy as np


def forward(w, x):
    return np.einsum("ij,j->i", x, w)


def train(w, x, y, lr, steps):
    losses = []
    for _ in range(steps):
        error = forward(w, x) - y
        losses.append(np.mean(np.square(error)))
        w = w - lr * 2 * np.mean(error[:, None] * x, axis=0)
    return w, losses


def draw(rng, n):
    return rng.uniform(size=n)
