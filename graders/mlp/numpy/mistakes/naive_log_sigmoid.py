"""The loss takes the log of a probability. For a logit of 1000 the sigmoid rounds to 1, log(1 - 1) is -inf,
and 0 * inf is nan. Write it in terms of the logit: max(z, 0) - z * y + log1p(exp(-|z|)).

zh: 损失对概率取对数。logit 为 1000 时 sigmoid 被舍入为 1，log(1 - 1) 是 -inf，而 0 * inf 是 nan。请用 logit 表示：max(z, 0) - z * y + log1p(exp(-|z|))。

Caught by: logits of ±1000
"""

import numpy as np


def init_params(rng, sizes):
    """He initialisation: W ~ N(0, 2 / fan_in) keeps the variance of ReLU activations from layer to layer; b = 0."""
    return [
        (rng.normal(size=(fan_in, fan_out)) * np.sqrt(2 / fan_in), np.zeros(fan_out))
        for fan_in, fan_out in zip(sizes[:-1], sizes[1:])
    ]


def activations(params, x):
    """The input of every layer, and the logits last."""
    outputs = [x]  # (batch, fan_in)
    for W, b in params[:-1]:
        outputs.append(np.maximum(outputs[-1] @ W + b, 0))  # (batch, fan_out)
    W, b = params[-1]
    outputs.append(outputs[-1] @ W + b)  # (batch, 1): no activation on the logits
    return outputs


def forward(params, x):
    return activations(params, x)[-1]


def loss(params, x, y):
    p = sigmoid(forward(params, x)[:, 0])
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


def sigmoid(z):
    return 0.5 * (1 + np.tanh(0.5 * z))  # 1 / (1 + exp(-z)), without the overflow


def gradients(params, x, y):
    *inputs, z = activations(params, x)
    dz = (sigmoid(z) - y[:, None]) / len(y)  # (batch, 1): d loss / d logits
    grads = []
    for (W, _), h in zip(reversed(params), reversed(inputs)):
        grads.append((h.T @ dz, dz.sum(axis=0)))  # like W, like b
        dz = (dz @ W.T) * (h > 0)  # (batch, fan_in): through W, then through the ReLU that made h
    return grads[::-1]


def train(params, x, y, lr, steps):
    losses = []
    for _ in range(steps):
        losses.append(loss(params, x, y))
        grads = gradients(params, x, y)
        params = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, grads)]
    return params, losses
