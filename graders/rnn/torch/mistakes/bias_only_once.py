"""The bias is added in the first step alone. Every step adds it.

zh: 偏置只在第一步加了。每一步都要加。

Caught by: values
"""

import torch
from torch import nn


class RNN(nn.Module):
    """h = tanh(x @ w_x.T + h @ w_h.T + b), step by step."""

    def __init__(self, in_features, hidden):
        super().__init__()
        bound = hidden**-0.5
        self.w_x = nn.Parameter(torch.empty(hidden, in_features).uniform_(-bound, bound))
        self.w_h = nn.Parameter(torch.empty(hidden, hidden).uniform_(-bound, bound))
        self.b = nn.Parameter(torch.zeros(hidden))

    def forward(self, x, h0=None):
        h = x.new_zeros(len(x), len(self.b)) if h0 is None else h0
        states = []
        for x_t in x.unbind(dim=1):
            h = torch.tanh(x_t @ self.w_x.T + h @ self.w_h.T + (0 if states else self.b))  # (batch, hidden)
            states.append(h)
        return torch.stack(states, dim=1)
