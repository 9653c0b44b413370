"""The padding is split between both ends, which keeps the length and lets every output see half of its
window in the future. A model that predicts the next step could copy it. Pad in front alone.

zh: 填充分在了两端：长度不变，但每个输出都看到一半的未来。预测下一步的模型可以直接照抄。应当只在前面填充。

Caught by: blind to the future
"""

import numpy as np


def taps(x, k, dilation):
    """Return what each tap sees at all times: (k, batch, channels, length)."""
    length = x.shape[2]
    padded = np.pad(x, ((0, 0), (0, 0), ((k - 1) * dilation // 2, (k - 1) * dilation - (k - 1) * dilation // 2)))  # in front alone
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
