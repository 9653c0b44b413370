"""States written into one result tensor; autograd follows in-place writes that nobody has saved."""

import torch
from torch import nn


class RNN(nn.Module):
    def __init__(self, in_features, hidden):
        super().__init__()
        self.w_x = nn.Parameter(torch.randn(hidden, in_features) / in_features**0.5)
        self.w_h = nn.Parameter(torch.eye(hidden))
        self.b = nn.Parameter(torch.zeros(hidden))

    def forward(self, x, h0=None):
        batch, time, _ = x.shape
        hs = x.new_empty(batch, time, len(self.b))
        h = torch.zeros_like(hs[:, 0]) if h0 is None else h0
        for t in range(time):
            h = torch.tanh(torch.einsum("bi,hi->bh", x[:, t], self.w_x) + torch.addmm(self.b, h, self.w_h.T))
            hs[:, t] = h
        return hs
