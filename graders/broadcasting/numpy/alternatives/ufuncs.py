"""With ufunc.outer, einsum and reshape in place of None."""

import numpy as np


def outer_sum(a, b, c):
    return np.add.outer(np.add.outer(a, b), c)


def pairwise_distances(x, y):
    n, d = x.shape
    return np.linalg.norm(x.reshape(n, 1, d) - y.reshape(1, -1, d), axis=2)


def centre(x):
    steps = x.shape[1]
    return x - np.einsum("btd->bd", x)[:, np.newaxis] / steps


def scale_examples(x, w):
    return np.einsum("btd,b->btd", x, w)


def add_channel_bias(x, bias):
    return np.moveaxis(np.moveaxis(x, 1, -1) + bias, -1, 1)


def length_mask(lengths, size):
    return np.greater.outer(lengths, np.arange(size))


def band(n, m, width):
    apart = np.subtract.outer(np.arange(n), np.arange(m))
    return (-width <= apart) & (apart <= width)


def one_hot(labels, classes):
    return np.equal.outer(labels, np.arange(classes)) * 1.0


def masked_mean(x, mask):
    kept = np.expand_dims(mask, -1)
    total = np.sum(x, axis=1, where=kept)
    count = np.sum(mask, axis=1, keepdims=True)
    return np.divide(total, count, out=np.zeros_like(total), where=count > 0)
