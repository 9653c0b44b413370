"""With expand_dims, einsum and reshape in place of None."""

import jax.numpy as jnp


def outer_sum(a, b, c):
    return jnp.add.outer(jnp.add.outer(a, b), c)


def pairwise_distances(x, y):
    return jnp.linalg.norm(jnp.expand_dims(x, 1) - jnp.expand_dims(y, 0), axis=-1)


def centre(x):
    return x - jnp.expand_dims(x.mean(1), 1)


def scale_examples(x, w):
    return jnp.einsum("btd,b->btd", x, w)


def add_channel_bias(x, bias):
    return x + bias.reshape(1, -1, 1, 1)


def length_mask(lengths, size):
    return jnp.arange(size)[None] < lengths.reshape(-1, 1)


def band(n, m, width):
    ones = jnp.ones((n, m), bool)
    return jnp.tril(ones, width) & jnp.triu(ones, -width)


def one_hot(labels, classes):
    return jnp.where(jnp.expand_dims(labels, -1) == jnp.arange(classes), 1.0, 0.0)


def masked_mean(x, mask):
    kept = jnp.expand_dims(mask, -1)
    return jnp.sum(x, axis=1, where=kept) / jnp.maximum(kept.sum(1), 1)
