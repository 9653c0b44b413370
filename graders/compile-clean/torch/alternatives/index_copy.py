"""The mask inside a `where`, a minimum for the branch, and the ring by `index_copy_`."""

import torch
from torch import nn


class Pool(nn.Module):
    def __init__(self, width, limit):
        super().__init__()
        self.linear = nn.Linear(width, width)
        self.limit = limit
        for name, value in (("norms", torch.zeros(4)), ("calls", torch.tensor(0)), ("clipped", torch.tensor(0))):
            self.register_buffer(name, value)

    def forward(self, x, lengths):
        steps = torch.arange(x.size(1)).expand(x.size(0), -1)
        weights = (steps < lengths.unsqueeze(1)) / lengths.clamp(min=1).unsqueeze(1)  # (batch, time)
        h = torch.where(weights.unsqueeze(2) > 0, self.linear(x), 0.0)
        pooled = torch.einsum("bt,btw->bw", weights.to(h.dtype), h)
        norm = pooled.flatten().norm(2)
        with torch.no_grad():
            self.norms.index_copy_(0, torch.remainder(self.calls, 4).reshape(1), norm.reshape(1))
            self.calls.add_(1)
            self.clipped.add_((norm > self.limit).to(torch.int64))
        return pooled / torch.maximum(norm / self.limit, torch.ones_like(norm))
