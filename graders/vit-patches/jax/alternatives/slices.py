"""One patch after the other, as slices of the images."""

import jax.numpy as jnp


def corners(height, width, size):
    return [(y, x) for y in range(0, height, size) for x in range(0, width, size)]


def patchify(images, size):
    places = corners(*images.shape[2:], size)
    return jnp.stack([images[:, :, y : y + size, x : x + size].reshape(len(images), -1) for y, x in places], axis=1)


def unpatchify(patches, channels, height, width, size):
    images = jnp.zeros((len(patches), channels, height, width), patches.dtype)
    for n, (y, x) in enumerate(corners(height, width, size)):
        images = images.at[:, :, y : y + size, x : x + size].set(patches[:, n].reshape(-1, channels, size, size))
    return images


def embed(images, p, size):
    tokens = patchify(images, size) @ p["w"] + p["b"]
    return jnp.pad(tokens, ((0, 0), (1, 0), (0, 0))).at[:, 0].set(p["cls"]) + p["positions"]
