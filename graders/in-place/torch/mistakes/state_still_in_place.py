"""h * sigmoid(h) saves h for its gradient, and h.mul_ of the next step overwrites it: the version counter
has moved on, and backward raises. Make a new h at each step.

zh: h * sigmoid(h) 为求导保存了 h，下一步的 h.mul_ 又把它覆盖：版本计数器已经变了，反向传播会报错。请在每一步生成新的 h。

Caught by: gradients of leaky_scan
"""

import torch


def leaky_scan(x, decay):
    """Return h_t * sigmoid(h_t), with h_t = decay * h_(t-1) + x_t, for every t: (batch, time, features)."""
    h = torch.zeros_like(x[:, 0])
    outputs = []
    for t in range(x.shape[1]):
        h.mul_(decay).add_(x[:, t])
        outputs.append(h * torch.sigmoid(h))
    return torch.stack(outputs, dim=1)


def gate(x, w):
    """Return sigmoid(x @ w) less the mean of each row: (batch, gates)."""
    p = torch.sigmoid(x @ w)
    return p - p.mean(dim=1, keepdim=True)


def weights(x):
    """Return the softmax over the features: (batch, features)."""
    e = torch.exp(x - x.amax(dim=1, keepdim=True))
    return e / e.sum(dim=1, keepdim=True)
