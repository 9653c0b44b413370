"""Rows first, then columns: each step splits one axis and moves it to its place."""

import numpy as np


def patchify(images, size):
    strips = np.stack(np.split(images, images.shape[2] // size, axis=2), axis=1)  # (batch, rows, channels, size, width)
    cut = np.stack(np.split(strips, images.shape[3] // size, axis=4), axis=2)
    return cut.reshape(*cut.shape[:1], -1, np.prod(cut.shape[3:]))


def unpatchify(patches, channels, height, width, size):
    cut = patches.reshape(len(patches), height // size, width // size, channels, size, size)
    strips = np.concatenate(np.moveaxis(cut, 2, 0), axis=-1)  # (batch, rows, channels, size, width)
    return np.concatenate(np.moveaxis(strips, 1, 0), axis=2)


def embed(images, p, size):
    tokens = patchify(images, size) @ p["w"] + p["b"]
    return np.insert(tokens, 0, p["cls"], axis=1) + p["positions"]
