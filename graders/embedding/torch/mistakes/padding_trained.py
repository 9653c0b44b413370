"""The padding id gets a gradient like any other, so its row is trained on what should be ignored. Keep its
rows out of the graph, e.g. with `detach`.

zh: 填充 id 像其他 id 一样得到了梯度，于是它的行会被本应忽略的位置训练。请让它的行不进入计算图，例如用 `detach`。

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
        if self.padding_idx is None:
            return rows
        is_padding = (ids == self.padding_idx).unsqueeze(-1)
        return rows
