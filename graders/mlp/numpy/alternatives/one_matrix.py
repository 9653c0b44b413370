"""The bias as one more row of the weights, with an input that is always 1; float64 inside whatever comes in."""

import numpy as np


def with_ones(h):
    return np.concatenate([h, np.ones((len(h), 1))], axis=1, dtype=np.float64)  # (batch, fan_in + 1)


def joined(params):
    return [np.vstack([W, b]).astype(np.float64) for W, b in params]  # (fan_in + 1, fan_out) each


def parted(matrices):
    return [(M[:-1], M[-1]) for M in matrices]


def run(matrices, x):
    """Return the inputs of every layer, with their column of ones, and the logits."""
    inputs = [with_ones(x)]
    for M in matrices[:-1]:
        inputs.append(with_ones((inputs[-1] @ M).clip(min=0)))
    return inputs, (inputs[-1] @ matrices[-1])[:, 0]


def softplus(z):
    return np.where(z > 0, z, 0) + np.log1p(np.exp(-abs(z)))


def loss_and_gradients(matrices, x, y):
    inputs, z = run(matrices, x)
    e = np.exp(-abs(z))
    p = np.where(z >= 0, 1, e) / (1 + e)  # the sigmoid, in the branch that cannot overflow
    delta = (p - y)[:, None] / len(x)
    grads = [None] * len(matrices)
    for k in range(len(matrices) - 1, -1, -1):
        grads[k] = inputs[k].T @ delta
        delta = delta @ matrices[k][:-1].T * (inputs[k][:, :-1] > 0)
    return float(np.mean(y * softplus(-z) + (1 - y) * softplus(z))), grads


def init_params(rng, sizes):
    return [(np.sqrt(2 / m) * rng.standard_normal((m, n)), np.zeros(n)) for m, n in zip(sizes, sizes[1:])]


def forward(params, x):
    return run(joined(params), x)[1][:, None]


def loss(params, x, y):
    return loss_and_gradients(joined(params), x, y)[0]


def gradients(params, x, y):
    return parted(loss_and_gradients(joined(params), x, y)[1])


def train(params, x, y, lr, steps):
    matrices, losses = joined(params), []
    for _ in range(steps):
        value, grads = loss_and_gradients(matrices, x, y)
        losses.append(value)
        matrices = [M - lr * G for M, G in zip(matrices, grads)]
    return parted(matrices), losses
