"""Within a patch rows and columns are exchanged: each patch is mirrored at its diagonal. The order of the
last two axes must stay.

zh: 图块内部的行和列互换了：每个图块都沿对角线翻转了。最后两个轴的顺序必须保持不变。

Caught by: patches
"""

import jax.numpy as jnp


def patchify(images, size):
    """(batch, channels, height, width) -> (batch, patches, channels * size * size), row by row."""
    batch, channels, height, width = images.shape
    rows, columns = height // size, width // size
    cut = images.reshape(batch, channels, rows, size, columns, size)
    cut = cut.transpose(0, 2, 4, 1, 5, 3)  # (batch, rows, columns, channels, size, size)
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
