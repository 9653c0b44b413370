"""h shows the old cell state. First comes the new c, then h is `o * tanh(c)` of it.

zh: h 显示的是旧的细胞状态。应当先得到新的 c，再令 h 为 `o * tanh(c)`。

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
            h = o.sigmoid() * c.tanh()
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            hs.append(h)
        return torch.stack(hs, dim=1), (h, c)
