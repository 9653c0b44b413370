"""The last state is kept in the module, and the next call goes on from it. Sequences that have nothing to
do with each other are joined.

zh: 最后的状态保存在模块里，下一次调用从它继续。毫不相干的序列被接在了一起。

Caught by: no state given
"""

import torch
from torch import nn


class GRU(nn.Module):
    """Reset, update and candidate: r, z, n in this order."""

    def __init__(self, in_features, hidden):
        super().__init__()
        bound = hidden**-0.5
        self.w_x = nn.Parameter(torch.empty(3 * hidden, in_features).uniform_(-bound, bound))
        self.w_h = nn.Parameter(torch.empty(3 * hidden, hidden).uniform_(-bound, bound))
        self.b_x = nn.Parameter(torch.zeros(3 * hidden))
        self.b_h = nn.Parameter(torch.zeros(3 * hidden))

    def forward(self, x, h0=None):
        if h0 is None:
            h0 = getattr(self, "state", x.new_zeros(len(x), self.w_h.shape[1]))
        h = h0
        hs = []
        for x_t in x.unbind(dim=1):
            p_r, p_z, p_n = (x_t @ self.w_x.T + self.b_x).chunk(3, dim=1)  # (batch, hidden) each
            q_r, q_z, q_n = (h @ self.w_h.T + self.b_h).chunk(3, dim=1)
            r = torch.sigmoid(p_r + q_r)
            z = torch.sigmoid(p_z + q_z)
            n = torch.tanh(p_n + r * q_n)
            h = (1 - z) * n + z * h
            hs.append(h)
        self.state = h.detach()
        return torch.stack(hs, dim=1)
