"""unpatchify only reshapes. It has to undo the transpose too: from (rows, columns, channels, size, size) to
(channels, rows, size, columns, size).

zh: unpatchify 只做了 reshape。它还必须撤销转置：从 (rows, columns, channels, size, size) 回到 (channels, rows, size, columns, size)。

Caught by: and back
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
    return cut.reshape(batch, channels, height, width)


def embed(images, p, size):
    """Return the tokens of a vision transformer: (batch, 1 + patches, d), the class token first."""
    tokens = patchify(images, size) @ p["w"] + p["b"]  # (batch, patches, d)
    first = np.broadcast_to(p["cls"], (len(tokens), 1, p["cls"].shape[0]))
    return np.concatenate([first, tokens], axis=1) + p["positions"]
