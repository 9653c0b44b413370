"""The rows are taken from `weight.data`. The values are right, but autograd does not see the table, and it
is never trained. Index the parameter itself.

zh: 行是从 `weight.data` 中取的。数值正确，但 autograd 看不到这张表，它永远不会被训练。请直接索引参数本身。

Caught by: gradient
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
                self.weight[padding_idx] = 0

    def forward(self, ids):
        rows = self.weight.data[ids]  # ids.shape + (dim,)
        if self.padding_idx is None:
            return rows
        is_padding = (ids == self.padding_idx).unsqueeze(-1)
        return torch.where(is_padding, rows.detach(), rows)
