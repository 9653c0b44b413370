"""The patches are numbered column by column. The order is part of the model: positions belong to fixed
places. Rows come before columns.

zh: 图块是按列编号的。顺序是模型的一部分：位置嵌入对应固定的地方。应先行后列。

Caught by: patches
"""

import jax.numpy as jnp


def patchify(images, size):
    """(batch, channels, height, width) -> (batch, patches, channels * size * size), row by row."""
    batch, channels, height, width = images.shape
    rows, columns = height // size, width // size
    cut = images.reshape(batch, channels, rows, size, columns, size)
    cut = cut.transpose(0, 4, 2, 1, 3, 5)  # (batch, rows, columns, channels, size, size)
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
    first = jnp.broadcast_to(p["cls"], (len(tokens), 1, p["cls"].shape[0]))
    return jnp.concatenate([first, tokens], axis=1) + p["positions"]
