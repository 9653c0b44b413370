"""The norm is cut off from the gradient, as if it were a constant. A longer embedding then seems to help,
though its direction is all that counts: let the gradient go through the norm.

zh: 范数与梯度断开了，好像它是常数。于是把嵌入变长似乎也有用，而其实只有方向才算数：梯度必须穿过范数。

Caught by: gradients
"""

import torch
import torch.nn.functional as F


def unit(x):
    """Return the rows over their norms; the norm of a row of zeros is taken as inf, so it stays 0, as does its gradient."""
    square = (x * x).sum(dim=1, keepdim=True)  # (batch, 1)
    return x / square.where(square > 0, torch.inf).sqrt().detach()


def logits(image, text, log_scale):
    """Return the scaled cosine of every image and every text: (batch, batch)."""
    return log_scale.exp() * unit(image) @ unit(text).T


def loss(image, text, log_scale):
    """Return the mean of two cross-entropies: each image among the texts, each text among the images."""
    z = logits(image, text, log_scale)
    labels = torch.arange(len(z), device=z.device)
    return (F.cross_entropy(z, labels) + F.cross_entropy(z.T, labels)) / 2
