"""The last state is kept in the module, and the next call goes on from it. Sequences that have nothing to
do with each other are joined, and so are their graphs.

zh: 最后的状态保存在模块里，下一次调用从它继续。毫不相干的序列被接在一起，它们的计算图也是。

Caught by: no state given
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
        if h0 is None:
            h0 = getattr(self, "state", x.new_zeros(len(x), len(self.b)))
        h = h0
        states = []
        for x_t in x.unbind(dim=1):
            h = torch.tanh(x_t @ self.w_x.T + h @ self.w_h.T + self.b)  # (batch, hidden)
            states.append(h)
        self.state = h.detach()
        return torch.stack(states, dim=1)
