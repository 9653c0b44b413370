"""The class token is written into the caller's positions to save an array: after the call they are changed,
and the next call adds it again.

zh: 为了省一个数组，把类别词元写进了调用者的位置里：调用之后它们已经变了，下一次调用又会再加一遍。

Caught by: arguments stay as they were
"""

import numpy as np


def patchify(images, size):
    """(batch, channels, height, width) -> (batch, patches, channels * size * size), row by row."""
    batch, channels, height, width = images.shape
    rows, columns = height // size, width // size
    cut = images.reshape(batch, channels, rows, size, columns, size)
    cut = cut.transpose(0, 2, 4, 1, 3, 5)  # (batch, rows, columns, channels, size, size)
    return cut.reshape(batch, rows * columns, channels * size * size)


def unpatchify(patches, channels, height, width, size):
    """Return the images that `patchify` cut: (batch, channels, height, width)."""
    batch = patches.shape[0]
    rows, columns = height // size, width // size
    cut = patches.reshape(batch, rows, columns, channels, size, size)
    cut = cut.transpose(0, 3, 1, 4, 2, 5)  # (batch, channels, rows, size, columns, size)
    return cut.reshape(batch, channels, height, width)


def embed(images, p, size):
    """Return the tokens of a vision transformer: (batch, 1 + patches, d), the class token first."""
    tokens = patchify(images, size) @ p["w"] + p["b"]  # (batch, patches, d)
    p["positions"][0] += p["cls"]
    first = np.zeros((len(tokens), 1, p["cls"].shape[0]))
    return np.concatenate([first, tokens], axis=1) + p["positions"]
