"""Loops over the pairs; the gradient of a cosine is written out once for each."""

import numpy as np


def logits(image, text, log_scale):
    z = np.zeros((len(image), len(text)))
    for i, a in enumerate(image):
        for j, b in enumerate(text):
            size = np.linalg.norm(a) * np.linalg.norm(b)
            if size > 0:
                z[i, j] = np.exp(log_scale) * (a @ b) / size
    return z


def loss(image, text, log_scale):
    z = logits(image, text, log_scale)
    rows = np.logaddexp.reduce(z, axis=1)
    columns = np.logaddexp.reduce(z, axis=0)
    return float(np.mean(rows + columns - 2 * np.diag(z))) / 2


def loss_grad(image, text, log_scale):
    z = logits(image, text, log_scale)
    batch = len(z)
    d_image, d_text, d_log_scale = np.zeros_like(image), np.zeros_like(text), 0.0
    rows, columns = np.logaddexp.reduce(z, axis=1), np.logaddexp.reduce(z, axis=0)
    for i, a in enumerate(image):
        for j, b in enumerate(text):
            d = (np.exp(z[i, j] - rows[i]) + np.exp(z[i, j] - columns[j]) - 2 * (i == j)) / (2 * batch)
            d_log_scale += d * z[i, j]
            n, m = np.linalg.norm(a), np.linalg.norm(b)
            if n > 0 and m > 0:
                scale = d * np.exp(log_scale)
                cosine = (a / n) @ (b / m)
                d_image[i] += scale * (b / m - cosine * a / n) / n
                d_text[j] += scale * (a / n - cosine * b / m) / m
    return d_image, d_text, d_log_scale
