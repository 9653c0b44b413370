"""The mean is detached, so autograd takes it for a constant. It depends on every gate of the row, and that
part of the gradient is missing.

zh: 均值被 detach 了，autograd 把它当成常数。但它依赖于该行的每个门，这部分梯度就缺失了。

Caught by: gradients of gate
"""

import torch


def leaky_scan(x, decay):
    """Return h_t * sigmoid(h_t), with h_t = decay * h_(t-1) + x_t, for every t: (batch, time, features)."""
    h = torch.zeros_like(x[:, 0])
    outputs = []
    for t in range(x.shape[1]):
        h = decay * h + x[:, t]  # a new tensor: the products below keep the old one
        outputs.append(h * torch.sigmoid(h))
    return torch.stack(outputs, dim=1)


def gate(x, w):
    """Return sigmoid(x @ w) less the mean of each row: (batch, gates)."""
    p = torch.sigmoid(x @ w)
    return p - p.detach().mean(dim=1, keepdim=True)


def weights(x):
    """Return the softmax over the features: (batch, features)."""
    e = torch.exp(x - x.amax(dim=1, keepdim=True))
    return e / e.sum(dim=1, keepdim=True)
