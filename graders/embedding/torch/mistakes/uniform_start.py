"""The table starts with uniform values between 0 and 1: their mean is 0.5, and all rows point the same way.
The task asks for standard normal values, `torch.randn`.

zh: 表从 0 到 1 之间的均匀分布开始：均值为 0.5，所有行大致指向同一方向。题目要求标准正态分布：`torch.randn`。

Caught by: initial values
"""

import torch
from torch import nn


class Embedding(nn.Module):
    """Looks up a row for each id; a padding row gets no gradient."""

    def __init__(self, num_embeddings, dim, padding_idx=None):
        super().__init__()
        self.padding_idx = padding_idx
        self.weight = nn.Parameter(torch.rand(num_embeddings, dim))
        if padding_idx is not None:
            with torch.no_grad():
                self.weight[padding_idx] = 0

    def forward(self, ids):
        rows = self.weight[ids]  # ids.shape + (dim,)
        if self.padding_idx is None:
            return rows
        is_padding = (ids == self.padding_idx).unsqueeze(-1)
        return torch.where(is_padding, rows.detach(), rows)
