"""A cell with two linear maps, of which the second has the bias, and a loop around it."""

import torch
from torch import nn


class LSTM(nn.Module):
    def __init__(self, in_features, hidden):
        super().__init__()
        self.hidden = hidden
        self.from_input = nn.Linear(in_features, 4 * hidden, bias=False)
        self.from_state = nn.Linear(hidden, 4 * hidden)

    def cell(self, x_t, h, c):
        pre = self.from_input(x_t) + self.from_state(h)
        gates = torch.sigmoid(pre)
        i, f, _, o = gates.split(self.hidden, dim=-1)
        g = torch.tanh(pre[:, 2 * self.hidden : 3 * self.hidden])
        c = torch.addcmul(f * c, i, g)
        return o * torch.tanh(c), c

    def forward(self, x, state=None):
        h, c = state if state is not None else (x.new_zeros(x.shape[0], self.hidden),) * 2
        outputs = []
        for t in range(x.shape[1]):
            h, c = self.cell(x[:, t], h, c)
            outputs.append(h[:, None])
        return torch.cat(outputs, 1), (h, c)
