"""e.data.div_ still changes e behind autograd's back. The value is right and nothing raises, but backward
knows only the exp, whose saved result it takes for its derivative. Write the division as an operation.

zh: e.data.div_ 仍在 autograd 背后修改 e。数值正确，也不报错，但反向传播只知道 exp，并把它保存的结果当作导数。请把除法写成普通运算。

Caught by: gradients of weights
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
    e = torch.exp(x - x.amax(dim=1, keepdim=True))
    e.data.div_(e.data.sum(dim=1, keepdim=True))
    return 1 * e
