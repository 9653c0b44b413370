"""One time after the other, from a buffer of the past, as a generator would run it."""

import numpy as np


def past(x, t, k, dilation):
    """What the taps see at time t: (batch, channels, k)."""
    times = t - dilation * np.arange(k - 1, -1, -1)
    return np.where(times >= 0, x[:, :, np.maximum(times, 0)], 0)


def conv1d(x, weight, bias, dilation=1):
    outputs = [
        np.tensordot(past(x, t, weight.shape[2], dilation), weight, axes=([1, 2], [1, 2])) + bias
        for t in range(x.shape[2])
    ]
    return np.stack(outputs, axis=2)


def conv1d_backward(dy, x, weight, dilation=1):
    k = weight.shape[2]
    dx, dweight = np.zeros_like(x), np.zeros_like(weight)
    for t in range(x.shape[2]):
        d = dy[:, :, t]
        dweight += np.einsum("bo,bcj->ocj", d, past(x, t, k, dilation))
        for j in range(k):
            if (time := t - (k - 1 - j) * dilation) >= 0:
                dx[:, :, time] += d @ weight[:, :, j]
    return dx, dweight, np.einsum("bot->o", dy)
