"""GRU in PyTorch.

Fill in the bodies; keep the names.
"""

import torch
from torch import nn


class GRU(nn.Module):
    """Reset, update and candidate: r, z, n in this order.

    Parameters in this order: w_x: (3 * hidden, in);
    w_h: (3 * hidden, hidden); b_x, b_h: (3 * hidden,).
    """

    def __init__(self, in_features, hidden):
        super().__init__()
        self.hidden = hidden
        # TODO: four parameters

    def forward(self, x, h0=None):
        """x: (batch, time, in); h0: (batch, hidden) or None.

        Returns the states: (batch, time, hidden).
        """
        # TODO: one step after the other
        return x.new_zeros(*x.shape[:2], self.hidden)
