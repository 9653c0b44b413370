"""The padding row starts with random values, like any other, and since it gets no gradient it keeps them
for ever. Zero it after filling the table.

zh: 填充行与其他行一样从随机值开始，而它没有梯度，于是永远保留这些随机值。填充整张表之后请把它置零。

Caught by: initial values
"""

import torch
from torch import nn


class Embedding(nn.Module):
    """Looks up a row for each id; a padding row gets no gradient."""

    def __init__(self, num_embeddings, dim, padding_idx=None):
        super().__init__()
        self.padding_idx = padding_idx
        self.weight = nn.Parameter(torch.randn(num_embeddings, dim))
        if padding_idx is not None:
            with torch.no_grad():
                self.weight[padding_idx] *= 1

    def forward(self, ids):
        rows = self.weight[ids]  # ids.shape + (dim,)
        if self.padding_idx is None:
            return rows
        is_padding = (ids == self.padding_idx).unsqueeze(-1)
        return torch.where(is_padding, rows.detach(), rows)
