"""A strided slice for each place of the window, stacked: reductions over the stack, and back into the slices."""

import numpy as np


def slices(x, size, stride):
    rows, columns = (n - size + 1 for n in x.shape[2:])
    return [np.s_[:, :, i : i + rows : stride, j : j + columns : stride] for i in range(size) for j in range(size)]


def stack(x, size, stride):
    return np.stack([x[part] for part in slices(x, size, stride)])  # (size², batch, channels, h, w)


def max_pool(x, size, stride):
    return stack(x, size, stride).max(axis=0)


def avg_pool(x, size, stride):
    return stack(x, size, stride).sum(axis=0) / size**2


def back(shares, x, size, stride):
    dx = np.zeros_like(x)
    for part, share in zip(slices(x, size, stride), shares, strict=True):
        dx[part] += share
    return dx


def max_pool_backward(dy, x, size, stride):
    first = stack(x, size, stride).argmax(axis=0)
    return back([dy * (first == place) for place in range(size * size)], x, size, stride)


def avg_pool_backward(dy, x, size, stride):
    return back([dy / size**2] * size**2, x, size, stride)
