"""The table is a plain tensor. A module does not know it: parameters(), state_dict() and .to(device) pass
it by, and no optimizer ever sees it. Wrap it in `nn.Parameter`.

zh: 表只是普通张量，模块不认识它：parameters()、state_dict() 和 .to(device) 都会漏掉，优化器也看不到。请用 `nn.Parameter` 包装。

Caught by: contract
"""

import torch
from torch import nn


class Embedding(nn.Module):
    """Looks up a row for each id; a padding row gets no gradient."""

    def __init__(self, num_embeddings, dim, padding_idx=None):
        super().__init__()
        self.padding_idx = padding_idx
        self.weight = torch.randn(num_embeddings, dim, requires_grad=True)
        if padding_idx is not None:
            with torch.no_grad():
                self.weight[padding_idx] = 0

    def forward(self, ids):
        rows = self.weight[ids]  # ids.shape + (dim,)
        if self.padding_idx is None:
            return rows
        is_padding = (ids == self.padding_idx).unsqueeze(-1)
        return torch.where(is_padding, rows.detach(), rows)
