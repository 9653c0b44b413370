"""A single reshape has the right shape and the wrong content: each "patch" is a run of pixels in memory,
taken from whole rows of the image. Cut height and width in two, move the axes, then join.

zh: 只用一次 reshape，形状是对的，内容却不对：每个“图块”是内存中连续的一段像素，取自整行。应先把高和宽各切成两个轴，移动轴的位置，再合并。

Caught by: patches
"""

import torch


def patchify(images, size):
    """(batch, channels, height, width) -> (batch, patches, channels * size * size), row by row."""
    batch, channels, height, width = images.shape
    rows, columns = height // size, width // size
    cut = images.reshape(batch, channels, rows, size, columns, size)
    return cut.reshape(batch, rows * columns, channels * size * size)


def unpatchify(patches, channels, height, width, size):
    """Return the images that `patchify` cut: (batch, channels, height, width)."""
    batch = patches.shape[0]
    rows, columns = height // size, width // size
    cut = patches.reshape(batch, rows, columns, channels, size, size)
    cut = cut.permute(0, 3, 1, 4, 2, 5)  # (batch, channels, rows, size, columns, size)
    return cut.reshape(batch, channels, height, width)


def embed(images, p, size):
    """Return the tokens of a vision transformer: (batch, 1 + patches, d), the class token first."""
    tokens = patchify(images, size) @ p["w"] + p["b"]  # (batch, patches, d)
    first = torch.broadcast_to(p["cls"], (len(tokens), 1, p["cls"].shape[0]))
    return torch.cat([first, tokens], dim=1) + p["positions"]
