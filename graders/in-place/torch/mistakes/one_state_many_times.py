"""You collect h itself and change it in place afterwards: the list holds one tensor many times, and all
steps show the last state. Append a new tensor at each step.

zh: 你收集的是 h 本身，之后又就地修改它：列表里是同一个张量的许多引用，所有步都显示最后的状态。请在每一步追加新的张量。

Caught by: values
"""

import torch


def leaky_scan(x, decay):
    """Return h_t * sigmoid(h_t), with h_t = decay * h_(t-1) + x_t, for every t: (batch, time, features)."""
    h = torch.zeros_like(x[:, 0])
    outputs = []
    for t in range(x.shape[1]):
        h.mul_(decay).add_(x[:, t])
        outputs.append(h)
    states = torch.stack(outputs, dim=1)
    return states * torch.sigmoid(states)


def gate(x, w):
    """Return sigmoid(x @ w) less the mean of each row: (batch, gates)."""
    p = torch.sigmoid(x @ w)
    return p - p.mean(dim=1, keepdim=True)


def weights(x):
    """Return the softmax over the features: (batch, features)."""
    e = torch.exp(x - x.amax(dim=1, keepdim=True))
    return e / e.sum(dim=1, keepdim=True)
