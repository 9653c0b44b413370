"""A module that breaks graphs. Rewrite it.

It works, and torch.compile can't make one graph of it. Keep
the name, the parameters, the outputs and their gradients.
"""

import torch
from torch import nn


class Pool(nn.Module):
    """x (batch, time, width), lengths (batch,): (batch, width).

    The mean over each row's steps, clipped as a whole.
    """

    def __init__(self, width, limit):
        super().__init__()
        self.linear = nn.Linear(width, width)
        self.limit = limit
        # TODO: buffers norms (4,), calls () and clipped ()
        self.norms = []
        self.clipped = 0

    def forward(self, x, lengths):
        # TODO: no loop over rows, no branch, no print
        h = self.linear(x)
        rows = []
        for i, n in enumerate(lengths.tolist()):
            if n == 0:
                rows.append(torch.zeros_like(h[i, 0]))
            else:
                rows.append(h[i, :n].mean(0))
        pooled = torch.stack(rows)
        norm = pooled.norm()
        self.norms.append(norm.item())
        if norm > self.limit:
            print(f"clipped from {norm.item():.2f}")
            self.clipped += 1
            pooled = pooled * (self.limit / norm)
        return pooled
