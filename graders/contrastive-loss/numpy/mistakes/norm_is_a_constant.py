"""Your gradient divides by the norm but keeps the part that points along the embedding. Moving along it
changes nothing in the loss: subtract `(d_u · u) u` before you divide.

zh: 你的梯度除以了范数，却保留了沿嵌入方向的分量。沿该方向移动并不改变损失：在除以范数之前应减去 `(d_u · u) u`。

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
    return through_unit(d_u, u, u_norm), through_unit(d_v, v, v_norm), (d_z * z).sum()


def through_unit(d_u, u, norm):
    """Take the gradient back through `unit`: only what is at a right angle to u arrives."""
    return d_u / norm
