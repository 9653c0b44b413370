"""A recurrent layer in PyTorch.

Fill in the bodies; keep the names.
"""

import torch
from torch import nn


class RNN(nn.Module):
    """h = tanh(x @ w_x.T + h @ w_h.T + b), step by step.

    Parameters in this order: w_x: (hidden, in);
    w_h: (hidden, hidden); b: (hidden,).
    """

    def __init__(self, in_features, hidden):
        super().__init__()
        self.hidden = hidden
        # TODO: three parameters

    def forward(self, x, h0=None):
        """x: (batch, time, in); h0: (batch, hidden) or None.

        Returns the states: (batch, time, hidden).
        """
        # TODO: one step after the other
        return x.new_zeros(*x.shape[:2], self.hidden)
