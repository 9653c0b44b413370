"""You divide by at least 1e-12. The direction of a zero row is 0 then, but its gradient is divided by 1e-12
too: one step, and it is a trillion units long. A row of zeros must pass no gradient on.

zh: 你除以的数至少为 1e-12。这样零向量的方向是 0，但它的梯度也除以了 1e-12：只走一步，它就有上万亿那么长。零向量不应传出梯度。

Caught by: an embedding of zeros
"""

import torch
import torch.nn.functional as F


def unit(x):
    """Return the rows over their norms; the norm of a row of zeros is taken as inf, so it stays 0, as does its gradient."""
    return x / torch.linalg.vector_norm(x, dim=1, keepdim=True).clamp(min=1e-12)


def logits(image, text, log_scale):
    """Return the scaled cosine of every image and every text: (batch, batch)."""
    return log_scale.exp() * unit(image) @ unit(text).T


def loss(image, text, log_scale):
    """Return the mean of two cross-entropies: each image among the texts, each text among the images."""
    z = logits(image, text, log_scale)
    labels = torch.arange(len(z), device=z.device)
    return (F.cross_entropy(z, labels) + F.cross_entropy(z.T, labels)) / 2
