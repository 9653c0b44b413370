"""You give out the state before each step: hs begins with h0, and the last state is missing. Give out the
new state.

zh: 你输出的是每一步之前的状态：hs 以 h0 开头，缺少最后的状态。应当输出新的状态。

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
            states.append(h)
            h = torch.tanh(x_t @ self.w_x.T + h @ self.w_h.T + self.b)  # (batch, hidden)
        return torch.stack(states, dim=1)
