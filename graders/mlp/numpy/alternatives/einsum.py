"""The sums spelled out with einsum: b is the batch, i a layer's inputs, o its outputs."""

import numpy as np


def init_params(rng, sizes):
    """He initialisation from a uniform distribution: U(-a, a) has variance a² / 3 = 2 / fan_in."""
    params = []
    for fan_in, fan_out in zip(sizes, sizes[1:]):
        a = np.sqrt(6 / fan_in)
        params.append((rng.uniform(-a, a, size=(fan_in, fan_out)), np.zeros(fan_out)))
    return params


def forward(params, x):
    last = len(params) - 1
    for k, (W, b) in enumerate(params):
        x = np.einsum("bi,io->bo", x, W) + b
        x = x if k == last else np.where(x > 0, x, 0)
    return x


def loss(params, x, y):
    z = forward(params, x).squeeze(1)
    return np.logaddexp(0, np.where(y == 1, -z, z)).mean()  # log(1 + exp(-z)) for label 1, log(1 + exp(z)) for 0


def gradients(params, x, y):
    inputs = [x]
    for k in range(1, len(params)):
        z = forward(params[:k], x)  # the logits of the first k layers
        inputs.append(np.where(z > 0, z, 0))
    z = forward(params, x).squeeze(1)
    p = np.exp(-np.logaddexp(0, -z))
    delta = ((p - y) / y.size)[:, None]
    grads = []
    for (W, _), h in zip(params[::-1], inputs[::-1]):
        grads.insert(0, (np.einsum("bi,bo->io", h, delta), np.einsum("bo->o", delta)))
        delta = np.where(h > 0, np.einsum("bo,io->bi", delta, W), 0)
    return grads


def train(params, x, y, lr, steps):
    params = [(W.copy(), b.copy()) for W, b in params]
    losses = np.empty(steps)
    for i in range(steps):
        losses[i] = loss(params, x, y)
        for (W, b), (dW, db) in zip(params, gradients(params, x, y)):
            W -= lr * dW  # in place, in arrays of our own
            b -= lr * db
    return params, losses
