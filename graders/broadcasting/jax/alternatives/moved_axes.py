"""Axes moved to the end, where broadcasting finds them by itself; one_hot scatters ones."""

import jax.numpy as jnp


def outer_sum(a, b, c):
    i, j, k = jnp.meshgrid(a, b, c, indexing="ij")
    return i + j + k


def pairwise_distances(x, y):
    difference = x.T[:, :, None] - y.T[:, None, :]  # (d, n, m)
    return jnp.sqrt(jnp.square(difference).sum(0))


def centre(x):
    last = jnp.swapaxes(x, 1, 2)
    return jnp.swapaxes(last - last.mean(-1, keepdims=True), 1, 2)


def scale_examples(x, w):
    return (x.T * w).T


def add_channel_bias(x, bias):
    return jnp.moveaxis(jnp.moveaxis(x, 1, -1) + bias, -1, 1)


def length_mask(lengths, size):
    return (jnp.arange(size)[:, None] < lengths).T


def band(n, m, width):
    apart = jnp.arange(n)[:, None] - jnp.arange(m)
    return (apart <= width) & (apart >= -width)


def one_hot(labels, classes):
    spare = jnp.where(labels < 0, classes, labels)  # one class more, for -1
    flat = jnp.zeros((labels.size, classes + 1)).at[jnp.arange(labels.size), spare.ravel()].set(1.0)
    return flat[:, :classes].reshape(*labels.shape, classes)


def masked_mean(x, mask):
    kept = jnp.where(mask, jnp.moveaxis(x, -1, 0), 0)  # (d, b, t)
    return (kept.sum(-1) / mask.sum(-1).clip(1)).T
