"""`log_scale.item()` makes a Python number of the scale, and no gradient reaches it: the temperature is
never learnt. Stay with tensors: `log_scale.exp()`.

zh: `log_scale.item()` 把缩放系数变成了 Python 数，梯度传不到它：温度永远学不到。请始终使用张量：`log_scale.exp()`。

Caught by: gradients
"""

import math

import torch
import torch.nn.functional as F


def unit(x):
    """Return the rows over their norms; the norm of a row of zeros is taken as inf, so it stays 0, as does its gradient."""
    square = (x * x).sum(dim=1, keepdim=True)  # (batch, 1)
    return x / square.where(square > 0, torch.inf).sqrt()


def logits(image, text, log_scale):
    """Return the scaled cosine of every image and every text: (batch, batch)."""
    return math.exp(log_scale.item()) * unit(image) @ unit(text).T


def loss(image, text, log_scale):
    """Return the mean of two cross-entropies: each image among the texts, each text among the images."""
    z = logits(image, text, log_scale)
    labels = torch.arange(len(z), device=z.device)
    return (F.cross_entropy(z, labels) + F.cross_entropy(z.T, labels)) / 2
