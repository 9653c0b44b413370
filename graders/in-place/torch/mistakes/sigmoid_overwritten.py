"""sigmoid saves its result p for the backward pass, and p.sub_ overwrites it. The version counter notices,
and backward raises. Write p - p.mean(…), a new tensor.

zh: sigmoid 为反向传播保存了它的结果 p，而 p.sub_ 把它覆盖了。版本计数器发现了这一点，反向传播会报错。请写成 p - p.mean(…)，生成新的张量。

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
    return p.sub_(p.mean(dim=1, keepdim=True))


def weights(x):
    """Return the softmax over the features: (batch, features)."""
    e = torch.exp(x - x.amax(dim=1, keepdim=True))
    return e / e.sum(dim=1, keepdim=True)
