"""One row at a time, with the two cases of the loss written apart."""

import math

import numpy as np


def row_loss(z, y):
    if z > 0:  # -log p and -log(1 - p), each from the exponential that is below 1
        return y * math.log1p(math.exp(-z)) + (1 - y) * (z + math.log1p(math.exp(-z)))
    return y * (-z + math.log1p(math.exp(z))) + (1 - y) * math.log1p(math.exp(z))


def sigmoid(z):
    return 1 / (1 + math.exp(-z)) if z > 0 else math.exp(z) / (1 + math.exp(z))


def bce(logits, y):
    return sum(map(row_loss, logits.tolist(), y.tolist())) / len(y)


def predict(params, x):
    w, b = params
    return np.array([sigmoid(float(row @ w + b)) for row in x], dtype=x.dtype)


def loss(params, x, y, l2):
    w, b = params
    return bce(x @ w + b, y) + l2 / 2 * float(np.linalg.norm(w)) ** 2


def gradients(params, x, y, l2):
    w, _ = params
    dw, db = l2 * w, 0.0
    for p, row, label in zip(predict(params, x), x, y, strict=True):
        dw = dw + (p - label) * row / len(y)
        db = db + (p - label) / len(y)
    return dw, db


def train(params, x, y, lr, steps, l2):
    if steps == 0:
        return params, []
    before = loss(params, x, y, l2)
    moved = tuple(p - lr * g for p, g in zip(params, gradients(params, x, y, l2), strict=True))
    after, losses = train(moved, x, y, lr, steps - 1, l2)
    return after, [before, *losses]
