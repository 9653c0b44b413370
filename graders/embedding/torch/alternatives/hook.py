"""A hook on the parameter zeroes the padding row of every gradient that arrives."""

import torch
from torch import nn


class Embedding(nn.Module):
    def __init__(self, num_embeddings, dim, padding_idx=None):
        super().__init__()
        self.padding_idx = padding_idx
        self.weight = nn.Parameter(torch.randn(num_embeddings, dim))
        if padding_idx is not None:
            self.weight.data[padding_idx] = 0
            self.weight.register_hook(self.without_padding)

    def without_padding(self, grad):
        return grad.index_fill(0, torch.tensor([self.padding_idx]), 0)

    def forward(self, ids):
        return self.weight[ids]
