"""You pad by `k - 1`, whatever the dilation. The taps reach `(k - 1) * dilation` steps back, so that is how
many zeros are needed; otherwise y is too short.

zh: 无论膨胀是多少，你都只补 `k - 1` 个零。抽头往回看 `(k - 1) * dilation` 步，就需要这么多零；否则 y 太短。

Caught by: contract
"""

import numpy as np


def taps(x, k, dilation):
    """Return what each tap sees at all times: (k, batch, channels, length)."""
    length = x.shape[2]
    padded = np.pad(x, ((0, 0), (0, 0), (k - 1, 0)))
    length = padded.shape[2] - (k - 1) * dilation  # in front alone
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
