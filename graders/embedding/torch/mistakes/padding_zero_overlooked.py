"""`if padding_idx:` is false for the id 0, which is the most usual padding id. Ask whether there is one:
`is not None`.

zh: 当 id 为 0 时 `if padding_idx:` 为假，而 0 正是最常见的填充 id。应当问“有没有”：`is not None`。

Caught by: padding
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
        rows = self.weight[ids]  # ids.shape + (dim,)
        if not self.padding_idx:
            return rows
        is_padding = (ids == self.padding_idx).unsqueeze(-1)
        return torch.where(is_padding, rows.detach(), rows)
