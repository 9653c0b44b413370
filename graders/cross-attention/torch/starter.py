"""Multi-head cross-attention, in PyTorch.

Fill in forward; keep the names.
"""

import torch
from torch import nn


class CrossAttention(nn.Module):
    """Queries from x, keys and values from a memory.

    parameters() must yield weight and bias of the query, the
    key, the value and the output projection, in this order.
    """

    def __init__(self, d_model, d_memory, heads):
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_memory, d_model)
        self.value = nn.Linear(d_memory, d_model)
        self.out = nn.Linear(d_model, d_model)

    def forward(self, x, memory, mask):
        """Return (batch, queries, d_model).

        x: (batch, queries, d_model); memory: (batch, keys,
        d_memory); mask: (batch, keys), True where real.
        """
        # TODO: project, split, attend, merge, project
        return torch.zeros_like(x)
