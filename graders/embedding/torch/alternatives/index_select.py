"""index_select on flat ids; a mask on the table leaves the padding row out of the graph."""

import torch
from torch import nn


class Embedding(nn.Module):
    def __init__(self, num_embeddings, dim, padding_idx=None):
        super().__init__()
        weight = torch.empty(num_embeddings, dim).normal_()
        trained = torch.ones(num_embeddings, 1, dtype=torch.bool)
        if padding_idx is not None:
            weight[padding_idx].zero_()
            trained[padding_idx] = False
        self.weight = nn.Parameter(weight)
        self.register_buffer("trained", trained, persistent=False)

    def forward(self, ids):
        table = torch.where(self.trained, self.weight, self.weight.detach())
        return table.index_select(0, ids.reshape(-1)).reshape(*ids.shape, -1)
