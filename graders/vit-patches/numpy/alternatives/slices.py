"""One patch after the other, as slices of the images."""

import numpy as np


def corners(height, width, size):
    return [(y, x) for y in range(0, height, size) for x in range(0, width, size)]


def patchify(images, size):
    places = corners(*images.shape[2:], size)
    return np.stack([images[:, :, y : y + size, x : x + size].reshape(len(images), -1) for y, x in places], axis=1)


def unpatchify(patches, channels, height, width, size):
    images = np.empty((len(patches), channels, height, width), dtype=patches.dtype)
    for n, (y, x) in enumerate(corners(height, width, size)):
        images[:, :, y : y + size, x : x + size] = patches[:, n].reshape(-1, channels, size, size)
    return images


def embed(images, p, size):
    tokens = np.einsum("bnk,kd->bnd", patchify(images, size), p["w"]) + p["b"] + p["positions"][1:]
    out = np.empty((len(images), *p["positions"].shape), dtype=tokens.dtype)
    out[:, 0], out[:, 1:] = p["cls"] + p["positions"][0], tokens
    return out
