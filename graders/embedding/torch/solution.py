"""An embedding table as a module: autograd adds the gradients of repeated ids up."""

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
        return torch.where(is_padding, rows.detach(), rows)
