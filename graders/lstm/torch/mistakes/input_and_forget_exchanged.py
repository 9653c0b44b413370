"""Input and forget gate are exchanged: the memory is kept by i and written by f.

zh: 输入门和遗忘门写反了：记忆被 i 保留、被 f 写入。

Caught by: values
"""

import torch
from torch import nn


class LSTM(nn.Module):
    """Four gates from one matrix product; c is the memory, h what is shown of it."""

    def __init__(self, in_features, hidden):
        super().__init__()
        bound = hidden**-0.5
        self.w_x = nn.Parameter(torch.empty(4 * hidden, in_features).uniform_(-bound, bound))
        self.w_h = nn.Parameter(torch.empty(4 * hidden, hidden).uniform_(-bound, bound))
        self.b = nn.Parameter(torch.zeros(4 * hidden))

    def forward(self, x, state=None):
        if state is None:
            zeros = x.new_zeros(len(x), self.w_h.shape[1])
            state = zeros, zeros
        h, c = state
        hs = []
        for x_t in x.unbind(dim=1):
            pre = x_t @ self.w_x.T + h @ self.w_h.T + self.b  # (batch, 4 * hidden)
            i, f, g, o = pre.chunk(4, dim=1)
            c = i.sigmoid() * c + f.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
            hs.append(h)
        return torch.stack(hs, dim=1), (h, c)
