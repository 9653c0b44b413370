"""The loss is the mean squared error of sigmoid(z) and y. The task asks for cross-entropy: under squared error a
confidently wrong example has a slope of almost 0, since s(1 - s) vanishes there, and hardly teaches anything.

zh: 你的损失是 sigmoid(z) 与 y 的均方误差，而题目要求交叉熵。用均方误差时，自信却错误的样本斜率几乎为 0（因为 s(1 - s) 趋于 0），几乎学不到东西。

Caught by: loss values
Question: losses-why-not-squared-error
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
    z = forward(params, x)[:, 0]  # (batch,), like y
    return float(np.mean((sigmoid(z) - y) ** 2))


def sigmoid(z):
    """1 / (1 + exp(-z)), without the overflow."""
    return 0.5 * (1 + np.tanh(0.5 * z))


def gradients(params, x, y):
    *inputs, z = activations(params, x)
    s = sigmoid(z)
    dz = 2 * (s - y[:, None]) * s * (1 - s) / len(y)
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
