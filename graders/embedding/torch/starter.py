"""An embedding table in PyTorch.

Fill in the bodies; keep the names.
"""

import torch
from torch import nn


class Embedding(nn.Module):
    """Looks up a row for each id.

    weight: (num_embeddings, dim), standard normal at first; a
    padding row starts at zero and gets no gradient.
    """

    def __init__(self, num_embeddings, dim, padding_idx=None):
        super().__init__()
        self.dim = dim
        self.padding_idx = padding_idx
        # TODO: one parameter, weight

    def forward(self, ids):
        """ids: int64, any shape. Return ids.shape + (dim,)."""
        # TODO: how does the padding row get no gradient?
        return torch.zeros(*ids.shape, self.dim)
