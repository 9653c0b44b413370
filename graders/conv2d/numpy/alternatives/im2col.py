"""Columns of patches and one matrix product; the gradient goes back through the same indices."""

import numpy as np


def patch_indices(x, weight, stride, padding):
    """Indices into a padded image, flat: (channels * kh * kw, h * w)."""
    _, channels, height, width = x.shape
    _, _, kh, kw = weight.shape
    grid = np.arange(channels * (height + 2 * padding) * (width + 2 * padding))
    grid = grid.reshape(channels, height + 2 * padding, width + 2 * padding)
    h, w = (height + 2 * padding - kh) // stride + 1, (width + 2 * padding - kw) // stride + 1
    starts = grid[0, : h * stride : stride, : w * stride : stride].reshape(1, -1)
    return grid[:, :kh, :kw].reshape(-1, 1) + starts, (h, w), grid.shape


def columns_of(x, padding, indices):
    p = np.pad(x, [(0, 0), (0, 0)] + [(padding, padding)] * 2).reshape(len(x), -1)
    return p[:, indices]  # (batch, channels * kh * kw, h * w)


def conv2d(x, weight, bias, stride=1, padding=0):
    indices, (h, w), _ = patch_indices(x, weight, stride, padding)
    y = weight.reshape(len(weight), -1) @ columns_of(x, padding, indices) + bias[:, None]
    return y.reshape(len(x), -1, h, w)


def conv2d_backward(dy, x, weight, stride=1, padding=0):
    indices, _, (channels, rows, width) = patch_indices(x, weight, stride, padding)
    d = dy.reshape(*dy.shape[:2], -1)  # (batch, out, h * w)
    dweight = np.einsum("bop,bkp->ok", d, columns_of(x, padding, indices)).reshape(weight.shape)
    dcolumns = weight.reshape(len(weight), -1).T @ d
    dp = np.zeros((len(x), channels * rows * width))
    for one, share in zip(dp, dcolumns, strict=True):
        np.add.at(one, indices, share)
    dp = dp.reshape(len(x), channels, rows, width)
    return dp[:, :, padding : rows - padding, padding : width - padding], dweight, d.sum((0, 2))
