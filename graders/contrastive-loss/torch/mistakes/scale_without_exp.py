"""You multiply by `log_scale` itself. It is a logarithm, so that the scale stays positive whatever a step
of training does to it: multiply by `exp(log_scale)`.

zh: 你直接乘以了 `log_scale`。它是对数，这样无论训练怎样更新它，缩放系数都保持为正：应乘以 `exp(log_scale)`。

Caught by: logits
"""

import torch
import torch.nn.functional as F


def unit(x):
    """Return the rows over their norms; the norm of a row of zeros is taken as inf, so it stays 0, as does its gradient."""
    square = (x * x).sum(dim=1, keepdim=True)  # (batch, 1)
    return x / square.where(square > 0, torch.inf).sqrt()


def logits(image, text, log_scale):
    """Return the scaled cosine of every image and every text: (batch, batch)."""
    return log_scale * unit(image) @ unit(text).T


def loss(image, text, log_scale):
    """Return the mean of two cross-entropies: each image among the texts, each text among the images."""
    z = logits(image, text, log_scale)
    labels = torch.arange(len(z), device=z.device)
    return (F.cross_entropy(z, labels) + F.cross_entropy(z.T, labels)) / 2
