"""No padding: for each tap the sequence shifted by its age, where it exists."""

import numpy as np


def later(z, age):
    """z moved `age` steps into the future, zeros in front."""
    moved = np.zeros_like(z)
    if age < z.shape[-1]:
        moved[..., age:] = z[..., : z.shape[-1] - age]
    return moved


def earlier(z, age):
    """The transpose of `later`."""
    return later(z[..., ::-1], age)[..., ::-1]


def ages(k, dilation):
    return [(j, (k - 1 - j) * dilation) for j in range(k)]


def conv1d(x, weight, bias, dilation=1):
    y = np.broadcast_to(bias[:, None], (len(x), len(bias), x.shape[2])).astype(x.dtype)
    for j, age in ages(weight.shape[2], dilation):
        y = y + weight[:, :, j] @ later(x, age)
    return y


def conv1d_backward(dy, x, weight, dilation=1):
    dx, dweight = np.zeros_like(x), np.zeros_like(weight)
    for j, age in ages(weight.shape[2], dilation):
        dx += weight[:, :, j].T @ earlier(dy, age)
        dweight[:, :, j] = np.einsum("bot,bct->oc", dy, later(x, age))
    return dx, dweight, dy.sum((0, 2))
