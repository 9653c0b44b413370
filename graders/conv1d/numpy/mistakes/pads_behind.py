"""The zeros are behind the sequence: the convolution runs backwards in time, and every output sees only the
present and the future. They belong in front.

zh: 零补在了序列后面：卷积在时间上反了过来，每个输出只看到现在和未来。零应当补在前面。

Caught by: blind to the future
"""

import numpy as np


def taps(x, k, dilation):
    """Return what each tap sees at all times: (k, batch, channels, length)."""
    length = x.shape[2]
    padded = np.pad(x, ((0, 0), (0, 0), (0, (k - 1) * dilation)))  # in front alone
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
    return dpadded[:, :, reach:], dweight, dy.sum(axis=(0, 2))
