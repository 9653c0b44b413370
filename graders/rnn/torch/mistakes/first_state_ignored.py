"""The state starts from zeros, and h0 is ignored. It is the state before the first step.

zh: 状态从零开始，h0 被忽略了。它是第一步之前的状态。

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
        h = x.new_zeros(len(x), len(self.b))
        states = []
        for x_t in x.unbind(dim=1):
            h = torch.tanh(x_t @ self.w_x.T + h @ self.w_h.T + self.b)  # (batch, hidden)
            states.append(h)
        return torch.stack(states, dim=1)
