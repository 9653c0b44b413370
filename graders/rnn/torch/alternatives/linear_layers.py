"""Two linear maps; the inputs' share of all steps is computed at once, and the bias parameter comes last."""

import torch
import torch.nn.functional as F
from torch import nn


class RNN(nn.Module):
    def __init__(self, in_features, hidden):
        super().__init__()
        self.from_input = nn.Linear(in_features, hidden, bias=False)
        self.from_state = nn.Linear(hidden, hidden)

    def forward(self, x, h0=None):
        inputs = self.from_input(x)
        h = torch.zeros_like(inputs[:, 0]) if h0 is None else h0
        hs = []
        for t in range(x.shape[1]):
            h = (inputs[:, t] + F.linear(h, self.from_state.weight, self.from_state.bias)).tanh()
            hs.append(h.unsqueeze(1))
        return torch.cat(hs, dim=1)
