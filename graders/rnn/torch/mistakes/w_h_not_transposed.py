"""The state meets w_h and not its transpose. The matrix is square, so no shape tells you: row k of w_h
makes unit k of the new state, `h @ w_h.T`.

zh: 状态乘的是 w_h 而不是它的转置。矩阵是方阵，从形状上看不出来：w_h 的第 k 行产生新状态的第 k 个单元，即 `h @ w_h.T`。

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
            h = torch.tanh(x_t @ self.w_x.T + h @ self.w_h + self.b)  # (batch, hidden)
            states.append(h)
        return torch.stack(states, dim=1)
