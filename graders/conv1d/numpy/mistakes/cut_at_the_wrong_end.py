"""dx is cut off behind: what is left is the gradient of the zeros in front and of the beginning. The
padding was in front, so cut there.

zh: dx 裁掉的是后面：留下的是前面那些零和序列开头的梯度。填充在前面，所以应裁掉前面。

Caught by: gradient
"""

import numpy as np


def taps(x, k, dilation):
    """Return what each tap sees at all times: (k, batch, channels, length)."""
    length = x.shape[2]
    padded = np.pad(x, ((0, 0), (0, 0), ((k - 1) * dilation, 0)))  # in front alone
    return np.stack([padded[:, :, j * dilation : j * dilation + length] for j in range(k)])


def conv1d(x, weight, bias, dilation=1):
    """Return y: (batch, out, length)."""
    seen = taps(x, weight.shape[2], dilation)
    return np.einsum("jbct,ocj->bot", seen, weight) + bias[:, None]


def conv1d_backward(dy, x, weight, dilation=1):
    """Return the gradients of sum(dy * y), of the shapes of x, weight and bias."""
    (batch, channels, length), k = x.shape, weight.shape[2]
    dweight = np.einsum("bot,jbct->ocj", dy, taps(x, k, dilation))
    reach = (k - 1) * dilation
    dpadded = np.zeros((batch, channels, reach + length), x.dtype)
    for j in range(k):  # into the slice that tap j saw
        dpadded[:, :, j * dilation : j * dilation + length] += np.einsum("bot,oc->bct", dy, weight[:, :, j])
    return dpadded[:, :, :length], dweight, dy.sum(axis=(0, 2))
