"""You normalise along axis 0: every feature has norm 1 over the batch, so an embedding depends on its
neighbours. Each row needs its own norm, taken along the last axis.

zh: 你沿第 0 轴归一化：每个特征在整个批量上范数为 1，于是一个嵌入会受同批其他嵌入的影响。每一行应除以自己的范数，沿最后一个轴求。

Caught by: logits
"""

import torch
import torch.nn.functional as F


def unit(x):
    """Return the rows over their norms; the norm of a row of zeros is taken as inf, so it stays 0, as does its gradient."""
    square = (x * x).sum(dim=0, keepdim=True)
    return x / square.where(square > 0, torch.inf).sqrt()


def logits(image, text, log_scale):
    """Return the scaled cosine of every image and every text: (batch, batch)."""
    return log_scale.exp() * unit(image) @ unit(text).T


def loss(image, text, log_scale):
    """Return the mean of two cross-entropies: each image among the texts, each text among the images."""
    z = logits(image, text, log_scale)
    labels = torch.arange(len(z), device=z.device)
    return (F.cross_entropy(z, labels) + F.cross_entropy(z.T, labels)) / 2
