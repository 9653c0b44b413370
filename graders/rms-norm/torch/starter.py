"""RMS normalisation in PyTorch.

Fill in the bodies; keep the names.
"""

import torch
from torch import nn


class RMSNorm(nn.Module):
    """Divides by the root mean square, then scales.

    weight: (dim,), ones at first.
    """

    def __init__(self, dim, eps=1e-6):
        super().__init__()
        self.eps = eps
        # TODO: one parameter, weight

    def forward(self, x):
        """x: (..., dim). Return y, of its shape and dtype."""
        # TODO: in which type may x be squared?
        return torch.zeros_like(x)
