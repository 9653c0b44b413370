"""The last state is kept in the module, and the next call goes on from it. Sequences that have nothing to
do with each other are joined.

zh: 最后的状态保存在模块里，下一次调用从它继续。毫不相干的序列被接在了一起。

Caught by: no state given
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
            state = getattr(self, "state", (zeros, zeros))
        h, c = state
        hs = []
        for x_t in x.unbind(dim=1):
            pre = x_t @ self.w_x.T + h @ self.w_h.T + self.b  # (batch, 4 * hidden)
            i, f, g, o = pre.chunk(4, dim=1)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
            hs.append(h)
        self.state = h.detach(), c.detach()
        return torch.stack(hs, dim=1), (h, c)
