"""Logits of shape (n, 1) meet labels of shape (n,). NumPy broadcasts them to (n, n) without a word, so every
logit is compared with every label, and the best answer is a constant. Give both the same shape: z[:, 0] or
y[:, None].

zh: 形状为 (n, 1) 的 logits 遇到形状为 (n,) 的标签，NumPy 会悄悄广播成 (n, n)：每个 logit 都与所有标签比较，最优解变成一个常数。请让两者形状一致：z[:, 0] 或 y[:, None]。

Caught by: loss values
Question: training-broadcast-in-the-loss
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
    """Mean of -y log s(z) - (1 - y) log(1 - s(z)).

    Rewritten: exp never overflows, and log never sees 0.
    """
    z = forward(params, x)
    small = np.log1p(np.exp(-np.abs(z)))  # 0 to log 2
    return float(np.mean(np.maximum(z, 0) - z * y + small))


def sigmoid(z):
    """1 / (1 + exp(-z)), without the overflow."""
    return 0.5 * (1 + np.tanh(0.5 * z))


def gradients(params, x, y):
    *inputs, z = activations(params, x)
    dz = (sigmoid(z) - y).mean(axis=1, keepdims=True) / len(y)
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
