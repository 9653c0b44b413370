"""You return the gradient of the scale, not that of its logarithm. The derivative of `exp(log_scale)`
brings the scale along once more: sum the gradient of the logits times the logits.

zh: 你返回的是缩放系数的梯度，而不是其对数的梯度。`exp(log_scale)` 的导数会再带出一个缩放系数：应把 logits 的梯度与 logits 相乘再求和。

Caught by: gradients
"""

import numpy as np


def unit(x):
    """Return the rows over their norms, and the norms: inf for a row of zeros, so that what is divided by it is 0."""
    norm = np.sqrt((x * x).sum(axis=1, keepdims=True))  # (batch, 1)
    norm = np.where(norm > 0, norm, np.inf)
    return x / norm, norm


def log_softmax(z, axis):
    z = z - z.max(axis=axis, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=axis, keepdims=True))


def logits(image, text, log_scale):
    """Return the scaled cosine of every image and every text: (batch, batch)."""
    return np.exp(log_scale) * unit(image)[0] @ unit(text)[0].T


def loss(image, text, log_scale):
    """Return the mean of two cross-entropies: each image among the texts, each text among the images."""
    z = logits(image, text, log_scale)
    texts, images = log_softmax(z, axis=1), log_softmax(z, axis=0)
    return -(np.trace(texts) + np.trace(images)) / (2 * len(z))


def loss_grad(image, text, log_scale):
    """Return the gradients of image, text and log_scale."""
    (u, u_norm), (v, v_norm) = unit(image), unit(text)
    scale = np.exp(log_scale)
    z = scale * u @ v.T
    p = np.exp(log_softmax(z, axis=1)) + np.exp(log_softmax(z, axis=0))
    d_z = (p - 2 * np.eye(len(z))) / (2 * len(z))
    d_u, d_v = scale * d_z @ v, scale * d_z.T @ u
    return through_unit(d_u, u, u_norm), through_unit(d_v, v, v_norm), (d_z * (u @ v.T)).sum()


def through_unit(d_u, u, norm):
    """Take the gradient back through `unit`: only what is at a right angle to u arrives."""
    along = (d_u * u).sum(axis=1, keepdims=True)
    return (d_u - along * u) / norm
