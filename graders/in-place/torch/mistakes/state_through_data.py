"""h.data.mul_(decay) hides the step from autograd: nothing raises, and neither decay nor the earlier inputs
get their gradient.

zh: h.data.mul_(decay) 让这一步瞒过了 autograd：不会报错，但 decay 和更早的输入都得不到应有的梯度。

Caught by: gradients of leaky_scan
"""

import torch


def leaky_scan(x, decay):
    """Return h_t * sigmoid(h_t), with h_t = decay * h_(t-1) + x_t, for every t: (batch, time, features)."""
    h = torch.zeros_like(x[:, 0])
    outputs = []
    for t in range(x.shape[1]):
        h.data.mul_(decay.data)
        h = h + x[:, t]
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
