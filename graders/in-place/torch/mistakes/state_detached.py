"""You detach the state at every step. No error is raised any more, but the gradient ends there: a step no
longer sees what earlier ones did, and decay gets too little.

zh: 你在每一步都对状态做了 detach。虽然不再报错，但梯度到此为止：某一步看不到更早的步，decay 得到的梯度也太少。

Caught by: gradients of leaky_scan
"""

import torch


def leaky_scan(x, decay):
    """Return h_t * sigmoid(h_t), with h_t = decay * h_(t-1) + x_t, for every t: (batch, time, features)."""
    h = torch.zeros_like(x[:, 0])
    outputs = []
    for t in range(x.shape[1]):
        h = decay * h.detach() + x[:, t]
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
