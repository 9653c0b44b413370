"""Causal 1D convolution in PyTorch.

Fill in the bodies; keep the names.
"""

import torch
from torch import nn


class CausalConv1d(nn.Module):
    """A dilated convolution that sees no later input.

    weight: (out_channels, in_channels, kernel_size);
    bias: (out_channels,).
    """

    def __init__(
        self, in_channels, out_channels, kernel_size, dilation=1
    ):
        super().__init__()
        self.out_channels = out_channels
        self.dilation = dilation
        # TODO: two parameters, weight and then bias

    def forward(self, x):
        """x: (batch, in, length).

        Returns y: (batch, out, length).
        """
        # TODO: how many zeros, and on which side?
        batch, _, length = x.shape
        return x.new_zeros(batch, self.out_channels, length)
