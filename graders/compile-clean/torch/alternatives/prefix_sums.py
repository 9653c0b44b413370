"""Prefix sums, of which each row takes the one at its length; the buffers are replaced and not written to."""

import torch
from torch import nn
from torch.nn.functional import one_hot


class Pool(nn.Module):
    def __init__(self, width, limit):
        super().__init__()
        self.linear = nn.Linear(width, width)
        self.limit = float(limit)
        self.register_buffer("norms", torch.zeros(4))
        self.register_buffer("calls", torch.zeros((), dtype=torch.int64))
        self.register_buffer("clipped", torch.zeros((), dtype=torch.int64))

    def forward(self, x, lengths):
        sums = self.linear(x).cumsum(dim=1)
        last = (lengths - 1).clamp(min=0)[:, None, None].expand(-1, 1, sums.shape[2])
        means = sums.gather(1, last).squeeze(1) / lengths.clamp(min=1).unsqueeze(1)
        pooled = torch.where((lengths > 0).unsqueeze(1), means, torch.zeros_like(means))
        norm = torch.linalg.vector_norm(pooled)
        too_long = norm > self.limit
        divisor = torch.where(too_long, norm, torch.ones_like(norm))
        here = one_hot(self.calls % 4, 4).to(norm.dtype)
        self.norms = self.norms * (1 - here) + norm.detach() * here
        self.calls = self.calls + 1
        self.clipped = self.clipped + too_long.long()
        return torch.where(too_long, pooled * (self.limit / divisor), pooled)
