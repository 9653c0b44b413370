"""The last layer has a ReLU too, so no logit is ever negative and no probability ever below one half. Logits
may have any sign: leave the activation off the last layer.

zh: 最后一层也用了 ReLU，于是 logits 不可能为负，概率也不会低于二分之一。logits 可以取任意符号：最后一层不要加激活函数。

Caught by: forward values
Question: training-relu-on-the-logit
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
    outputs = [x]  # (batch, fan_in)
    for W, b in params:
        outputs.append(np.maximum(outputs[-1] @ W + b, 0))
    return outputs


def forward(params, x):
    return activations(params, x)[-1]


def loss(params, x, y):
    """Mean of -y log s(z) - (1 - y) log(1 - s(z)).

    Rewritten: exp never overflows, and log never sees 0.
    """
    z = forward(params, x)[:, 0]  # (batch,), like y
    small = np.log1p(np.exp(-np.abs(z)))  # 0 to log 2
    return float(np.mean(np.maximum(z, 0) - z * y + small))


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
