"""The loss takes the log of a probability. For a logit of 1000 the sigmoid rounds to 1, log(1 - 1) is -inf,
and 0 * inf is nan. Write it in terms of the logit: max(z, 0) - z * y + log1p(exp(-|z|)).

zh: 损失对概率取对数。logit 为 1000 时 sigmoid 被舍入为 1，log(1 - 1) 是 -inf，而 0 * inf 是 nan。请用 logit 表示：max(z, 0) - z * y + log1p(exp(-|z|))。

Caught by: logits of ±1000
Question: training-stable-bce
"""

import numpy as np


def init_params(rng, sizes):
    """He initialisation: W ~ N(0, 2 / m) for m inputs; b = 0.

    It keeps the variance of activations from layer to layer.
    """
    return [
        (rng.normal(size=(m, n)) * np.sqrt(2 / m), np.zeros(n))
        for m, n in zip(sizes[:-1], sizes[1:])
    ]


def activations(params, x):
    """The input of every layer, and the logits last."""
    outputs = [x]  # each (batch, units)
    for W, b in params[:-1]:
        outputs.append(np.maximum(outputs[-1] @ W + b, 0))
    W, b = params[-1]
    outputs.append(outputs[-1] @ W + b)  # no ReLU on the logits
    return outputs


def forward(params, x):
    return activations(params, x)[-1]


def loss(params, x, y):
    p = sigmoid(forward(params, x)[:, 0])
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


def sigmoid(z):
    """1 / (1 + exp(-z)), without the overflow."""
    return 0.5 * (1 + np.tanh(0.5 * z))


def gradients(params, x, y):
    *inputs, z = activations(params, x)
    dz = (sigmoid(z) - y[:, None]) / len(y)  # d loss / d logits
    grads = []
    for (W, _), h in zip(reversed(params), reversed(inputs)):
        grads.append((h.T @ dz, dz.sum(axis=0)))
        # Through W, then through the ReLU that made h.
        dz = (dz @ W.T) * (h > 0)
    return grads[::-1]


def train(params, x, y, lr, steps):
    losses = []
    for _ in range(steps):
        losses.append(loss(params, x, y))
        grads = gradients(params, x, y)
        params = [
            (W - lr * dW, b - lr * db)
            for (W, b), (dW, db) in zip(params, grads)
        ]
    return params, losses
