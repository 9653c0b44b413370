"""dx is the gradient of the padded image, border included. The border was not part of x: cut it off.

zh: dx 是填充后图像的梯度，包括边框。边框不属于 x：请裁掉它。

Caught by: gradient
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def pad(x, padding):
    """Return x with zeros on all four sides."""
    return np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))


def windows(x, kh, kw, stride, padding):
    """Return what each output place sees, a view: (batch, channels, h, w, kh, kw)."""
    return sliding_window_view(pad(x, padding), (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]


def conv2d(x, weight, bias, stride=1, padding=0):
    """Return y: (batch, out, h, w)."""
    kh, kw = weight.shape[2:]
    seen = windows(x, kh, kw, stride, padding)
    return np.einsum("bchwij,ocij->bohw", seen, weight) + bias[:, None, None]


def conv2d_backward(dy, x, weight, stride=1, padding=0):
    """Return the gradients of sum(dy * y), of the shapes of x, weight and bias."""
    kh, kw = weight.shape[2:]
    height, width = x.shape[2:]
    down, right = (stride * (n - 1) + 1 for n in dy.shape[2:])  # from the first place to the last
    dweight = np.einsum("bohw,bchwij->ocij", dy, windows(x, kh, kw, stride, padding))
    dpadded = np.zeros_like(pad(x, padding))
    for i in range(kh):
        for j in range(kw):  # everything that pixel (i, j) of the kernel touched
            share = np.einsum("bohw,oc->bchw", dy, weight[:, :, i, j])
            dpadded[:, :, i : i + down : stride, j : j + right : stride] += share
    dx = dpadded
    return dx, dweight, dy.sum(axis=(0, 2, 3))
