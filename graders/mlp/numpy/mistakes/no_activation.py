"""There is no ReLU between the layers. Linear layers in a row are one linear layer, so the model can only
draw a straight line. Apply np.maximum(z, 0) after every layer but the last.

zh: 层与层之间没有 ReLU。几个线性层叠在一起仍是一个线性层，模型只能画出一条直线。除最后一层外，每层之后都要做 np.maximum(z, 0)。

Caught by: forward values
Question: training-two-linear-layers
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
    for W, b in params[:-1]:
        outputs.append(outputs[-1] @ W + b)
    W, b = params[-1]
    outputs.append(outputs[-1] @ W + b)  # no ReLU on the logits
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
