"""x.data.sub_ subtracts the maximum from the caller's own tensor: whoever passed x finds it changed. Write
x - x.amax(…).

zh: x.data.sub_ 直接从调用者的张量中减去最大值：传入的 x 被改动了。请写成 x - x.amax(…)。

Caught by: arguments stay as they were
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
    return p - p.mean(dim=1, keepdim=True)


def weights(x):
    """Return the softmax over the features: (batch, features)."""
    x.data.sub_(x.data.amax(dim=1, keepdim=True))
    e = torch.exp(x)
    return e / e.sum(dim=1, keepdim=True)
