"""Layer normalisation in PyTorch.

Fill in the bodies; keep the names.
"""

import torch
from torch import nn


class LayerNorm(nn.Module):
    """Normalises over the last axis, then scales and shifts.

    weight: (dim,), ones at first; bias: (dim,), zeros.
    """

    def __init__(self, dim, eps=1e-5):
        super().__init__()
        self.eps = eps
        # TODO: two parameters, weight and then bias

    def forward(self, x):
        """x: (..., dim). Return y, of the same shape."""
        # TODO: by how much does torch.var divide?
        return torch.zeros_like(x)
