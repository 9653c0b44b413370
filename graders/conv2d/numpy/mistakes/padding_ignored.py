"""The padding is ignored, so y is too small, and the border of the image counts less than the middle.
Surround the image with zeros first.

zh: 填充被忽略了，因此 y 太小，图像边缘的作用也比中间小。请先在图像四周补零。

Caught by: contract
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def pad(x, padding):
    """Return x with zeros on all four sides."""
    return x


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
    dx = dpadded[:, :, padding : padding + height, padding : padding + width]
    return dx, dweight, dy.sum(axis=(0, 2, 3))
